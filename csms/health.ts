import type { Store } from "../kv/mod.ts";
import type { Clock } from "./clock.ts";

/** A store that answers later than this is not well, in ms. */
const PATIENCE_MS = 2_000;

/** How long the store takes to read one key, in ms; undefined where it fails or takes more than 2 s. */
export function storeLatency({ store, clock }: { store: Store; clock: Clock }) {
  return async function latency(): Promise<number | undefined> {
    const began = performance.now();
    const late = Promise.withResolvers<undefined>();
    const cancel = clock.after(PATIENCE_MS, () => late.resolve(undefined));
    const read = store.meta.get("health").then(() => performance.now() - began, () => undefined);
    try {
      return await Promise.race([read, late.promise]);
    } finally {
      cancel();
    }
  };
}
