/** An object without its fields that are undefined: 2.0.1 refuses the mere name of what it does not know. */
export function present<T extends object>(fields: T): T {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined),
  ) as T;
}
