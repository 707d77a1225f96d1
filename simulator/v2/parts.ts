/** How many entries of a list go into one part of a report. */
const PART = 20;

/** A list in the parts that reports are sent in; an empty list is one empty part. */
export function parts<T>(list: readonly T[], size = PART): T[][] {
  const parts: T[][] = [];
  for (let start = 0; start === 0 || start < list.length; start += size) {
    parts.push(list.slice(start, start + size));
  }
  return parts;
}
