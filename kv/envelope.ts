/** How a value that expires is stored: Deno KV removes it up to a minute late, so the time stands beside it. */
export interface Envelope<T> {
  readonly value: T;
  /** Ms since 1970; absent where it never expires. */
  readonly expiresAt?: number;
}

/** Puts a value that expires into a `set`; one that has expired already is removed as soon as can be. */
export function sealed<T>(
  key: Deno.KvKey,
  value: T,
  expiresAt: number | undefined,
  now: number,
): Deno.KvMutation {
  if (expiresAt === undefined) return { type: "set", key, value: { value } };
  const expireIn = Math.max(1, Math.ceil(expiresAt - now));
  return { type: "set", key, value: { value, expiresAt }, expireIn };
}

/** Whether what stands under a key is past its time, though Deno KV has not removed it yet. */
export function isPast(envelope: Envelope<unknown>, now: number): boolean {
  return envelope.expiresAt !== undefined && envelope.expiresAt <= now;
}
