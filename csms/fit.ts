/** Characters of one text that are kept; a KV value ends at 64 KiB, and two bytes may be needed for each. */
const LONGEST = 24_000;

/** A text short enough to be stored, saying how long it was where it had to be cut. */
export function fit(text: string, longest = LONGEST): string {
  return text.length <= longest
    ? text
    : `${text.slice(0, longest)}… (${text.length} characters in all)`;
}

/** A JSON value short enough to be stored: one that is too long becomes the beginning of its text. */
export function fitJson(value: unknown, longest = LONGEST): unknown {
  const text = JSON.stringify(value) ?? "";
  return text.length <= longest ? value : fit(text, longest);
}
