/** Tries again until `check` no longer throws, for what happens after an answer; 5 s at most. */
export async function soon<T>(check: () => T | Promise<T>): Promise<T> {
  const end = performance.now() + 5_000;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (performance.now() > end) throw error;
      const { promise, resolve } = Promise.withResolvers<void>();
      setTimeout(resolve, 2);
      await promise;
    }
  }
}
