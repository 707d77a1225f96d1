/** Below those that a system gives to whoever asks for any, as all other tests do. */
const [LEAST, MOST] = [10_000, 30_000];

/** A port that was free a moment ago, and will be so again once who has taken it is gone. */
export function freePort(): number {
  for (;;) {
    const port = LEAST + Math.floor(Math.random() * (MOST - LEAST));
    try {
      Deno.listen({ hostname: "127.0.0.1", port }).close();
      return port;
    } catch (error) {
      if (!(error instanceof Deno.errors.AddrInUse)) throw error;
    }
  }
}
