/** The text of an element, once all parts of it that have to be fetched are there. */
export async function htmlOf(
  element: { toString(): string | Promise<string> } | Promise<unknown>,
): Promise<string> {
  return String(await (await element as { toString(): string | Promise<string> }).toString());
}
