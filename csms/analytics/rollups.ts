import type { Store } from "../../kv/mod.ts";

/** The rollups of a store, by how long they are. */
export function rollupsOf(store: Pick<Store, "rollupDays" | "rollupMonths" | "rollupYears">) {
  return { day: store.rollupDays, month: store.rollupMonths, year: store.rollupYears };
}
