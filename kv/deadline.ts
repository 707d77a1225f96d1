import { StoreTimeout } from "./errors.ts";

/** Waits for the store no longer than `ms`, from `since` on where that is given; rejects with StoreTimeout then. */
export function within<T>(
  promise: Promise<T>,
  ms: number,
  what: string,
  since?: Promise<unknown>,
): Promise<T> {
  return new Promise((resolve, reject) => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let over = false;
    const begin = () => {
      if (over) return;
      const late = () =>
        reject(new StoreTimeout(`the store did not answer a ${what} within ${ms} ms`));
      timer = setTimeout(late, ms);
    };
    if (since) since.then(begin, begin);
    else begin();
    promise.then(resolve, reject).finally(() => {
      over = true;
      clearTimeout(timer);
    });
  });
}
