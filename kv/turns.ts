/** Lets whoever asks for the same key go on one after the other. */
export type Turns = (key: string) => Promise<() => void>;

/** Makes turns: each resolves when those before it are over, with the function that ends it. */
export function turns(): Turns {
  const last = new Map<string, Promise<void>>();
  return async (key) => {
    const before = last.get(key);
    const { promise, resolve } = Promise.withResolvers<void>();
    last.set(key, promise);
    await before;
    return () => {
      if (last.get(key) === promise) last.delete(key);
      resolve();
    };
  };
}
