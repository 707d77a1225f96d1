/** A number for a request that is told apart from others by it: positive and 31 bits wide. */
export function requestId(): number {
  return 1 + crypto.getRandomValues(new Uint32Array(1))[0]! % (2 ** 31 - 1);
}
