import type { Entry, Page } from "../../kv/collection.ts";
import { writeCursor } from "../../kv/cursor.ts";
import type { Store } from "../../kv/mod.ts";
import type { Identity } from "../model/identity.ts";
import type { Registration, Station } from "../model.ts";

/** Stations that are read at once. */
const AT_ONCE = 500;

/** Which stations are meant; what is absent does not matter. */
interface StationFilter {
  readonly label?: string;
  readonly status?: Identity["status"];
  readonly registration?: Registration;
}

/** Reads the stations by their ids, a page at a time. */
export function stationPages(store: Store) {
  function isMeant(
    { registration, identity }: Station,
    filter: StationFilter,
  ): boolean {
    const { label, status = identity.status } = filter;
    return (label === undefined || identity.labels.includes(label)) &&
      status === identity.status && (filter.registration ?? registration) === registration;
  }

  return async function page(
    { limit, cursor, ...filter }: { limit: number; cursor?: string } & StationFilter,
  ): Promise<Page<Entry<Station>>> {
    const isAll = Object.values(filter).every((wanted) => wanted === undefined);
    if (isAll) return await store.stations.page([], { limit, cursor, reverse: false });
    const items: Entry<Station>[] = [];
    for (;;) {
      const some = await store.stations.page([], { limit: AT_ONCE, cursor, reverse: false });
      for (const entry of some.items) {
        if (!isMeant(entry.value, filter)) continue;
        if (items.length === limit) {
          const { key } = items.at(-1)!;
          return { items, next: writeCursor(key.slice(0, 1), key) };
        }
        items.push(entry);
      }
      if (some.next === null) return { items, next: null };
      cursor = some.next;
    }
  };
}
