import type { Change } from "../../kv/change.ts";
import type { Store } from "../../kv/mod.ts";
import type { Station } from "../model.ts";

/** Changes the record of one station; gives what it is then, undefined where it is unknown. */
export function editing({ store }: { store: Store }) {
  return function edit(
    id: string,
    edited: (station: Station, change: Change) => Station,
  ): Promise<Station | undefined> {
    return store.apply(async (change) => {
      const entry = await store.stations.get(id);
      if (!entry) return undefined;
      const next = edited(entry.value, change);
      if (next !== entry.value) store.stations.replace(change, entry, next);
      return next;
    });
  };
}

export type Edit = ReturnType<typeof editing>;
