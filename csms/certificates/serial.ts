/** A certificate's number as it is compared: lower-case hex without colons and leading zeros. */
export function serialOf(hex: string): string {
  return hex.replaceAll(":", "").toLowerCase().replace(/^0+(?=.)/, "");
}
