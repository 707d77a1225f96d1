import type { Store } from "../../kv/mod.ts";

/** No station has so many connectors: one that names ever more of them is making them up. */
export const MOST_CONNECTORS = 500;

/** Whether one more connector of a station is kept. */
export async function hasRoom(store: Store, station: string): Promise<boolean> {
  const { items } = await store.connectors.page([station], { limit: MOST_CONNECTORS });
  return items.length < MOST_CONNECTORS;
}
