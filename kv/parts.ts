/** Bytes of what is in one record, counted as if a character took one: two may be needed, and a value ends at 64 KiB. */
const recordBytes = 30_000;

/** Things in their order, cut where a record is full; one that is larger alone has a record of its own. */
export function parts<T>(things: readonly T[], bytesOf: (thing: T, i: number) => number): T[][] {
  const found: T[][] = [];
  let sum = Infinity;
  for (const [i, thing] of things.entries()) {
    const bytes = bytesOf(thing, i);
    sum += bytes;
    if (sum > recordBytes) {
      sum = bytes;
      found.push([]);
    }
    found.at(-1)!.push(thing);
  }
  return found;
}
