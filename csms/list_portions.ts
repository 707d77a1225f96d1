import type { Store } from "../kv/mod.ts";
import type { ListEntry } from "./model.ts";

/** How many entries, and how many bytes of them, one message may have. */
interface ListLimits {
  readonly items?: number;
  readonly bytes?: number;
}

/** Bytes that the frame around the entries takes, and that the names of the fields of each may take. */
const FRAME_BYTES = 200;
const ENTRY_BYTES = 200;

/** What else is known of how much a station takes. */
export type Told = (
  station: string,
) => Promise<{ readonly listItems?: number; readonly listBytes?: number }>;

/** What a station has said of the messages that carry its list; nothing where it has said nothing. */
export function listLimits(
  store: Store,
  told: Told = () => Promise.resolve({}),
): (station: string) => Promise<ListLimits> {
  return async (station) => {
    const said = await store.configuration.get(station, "sendlocallistmaxlength");
    const items = Number(said?.value.value);
    const { listItems, listBytes } = await told(station);
    return {
      items: listItems ?? (Number.isInteger(items) && items > 0 ? items : undefined),
      bytes: listBytes,
    };
  };
}

/** The entries in portions that fit, at least one of them: an empty list is a portion too. */
export function portions(
  entries: readonly ListEntry[],
  { items = Infinity, bytes = Infinity }: ListLimits,
): ListEntry[][] {
  const found: ListEntry[][] = [[]];
  let taken = FRAME_BYTES;
  for (const entry of entries) {
    const size = ENTRY_BYTES + bytesOf(entry);
    const last = found.at(-1)!;
    if (last.length > 0 && (last.length >= items || taken + size > bytes)) {
      found.push([entry]);
      taken = FRAME_BYTES + size;
    } else {
      last.push(entry);
      taken += size;
    }
  }
  return found;
}

function bytesOf(entry: ListEntry): number {
  return new TextEncoder().encode(JSON.stringify(entry)).length;
}
