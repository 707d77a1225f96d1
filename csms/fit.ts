/** Characters of one text that are kept; a KV value ends at 64 KiB, and two bytes may be needed for each. */
const LONGEST = 24_000;

/** A text short enough to be stored, saying how long it was where it had to be cut. */
export function fit(text: string): string {
  return text.length <= LONGEST
    ? text
    : `${text.slice(0, LONGEST)}… (${text.length} characters in all)`;
}
