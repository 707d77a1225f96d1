import { StoreTimeout } from "./errors.ts";

/** Waits for the store no longer than `ms`; rejects with StoreTimeout then. */
export function within<T>(promise: Promise<T>, ms: number, what: string): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new StoreTimeout(`the store did not answer a ${what} within ${ms} ms`)),
      ms,
    );
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
