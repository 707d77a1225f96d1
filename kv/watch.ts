import { getLogger } from "@logtape/logtape";

const log = getLogger(["kvolt", "kv"]);
/** A watch that ended by itself is begun again after so many ms. */
const AGAIN_MS = 1_000;

/**
 * Calls back when what stands under a key is another, whichever process wrote it, and each time that the watch
 * begins; several changes may be one call. The returned function ends it.
 */
export function watching(kv: Deno.Kv, key: Deno.KvKey, changed: () => void): () => void {
  let over = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let reader: ReadableStreamDefaultReader<unknown> | undefined;

  async function follow(): Promise<void> {
    try {
      reader = kv.watch([key]).getReader();
      while (!over && !(await reader.read()).done) changed();
    } catch (error) {
      log.warn("the watch of {key} ended, and is begun again: {error}", { key, error });
    }
    if (!over) timer = setTimeout(follow, AGAIN_MS);
  }

  void follow();
  return () => {
    over = true;
    clearTimeout(timer);
    // One that has failed says so again.
    reader?.cancel().catch(() => {});
  };
}
