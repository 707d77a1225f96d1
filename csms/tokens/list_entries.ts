import type { ListEntry, Token } from "../model.ts";
import type { TokenStore } from "./store.ts";

const AT_ONCE = 500;

/** Whether a list can say of a token at a station what is decided of it: that it may charge at some EVSEs only, it cannot. */
function sayable({ places }: Token, station: string): boolean {
  if (!places) return true;
  return places.some((place) => place.station === station && !place.evses);
}

/** The local list that says what kvolt would of every token that it knows, by all names of each. */
export async function entriesOfKnown(
  tokens: Pick<TokenStore, "page">,
  station: string,
): Promise<ListEntry[]> {
  const entries: ListEntry[] = [];
  let cursor: string | undefined;
  do {
    const { items, next } = await tokens.page({ limit: AT_ONCE, ...(cursor ? { cursor } : {}) });
    for (const { value } of items) {
      if (!sayable(value, station)) continue;
      const { id, aliases, status, type, expiresAt, parent } = value;
      for (const token of [id, ...aliases]) {
        entries.push({ token, status, type, expiresAt, parent });
      }
    }
    cursor = next ?? undefined;
  } while (cursor);
  return entries;
}
