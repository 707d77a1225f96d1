import type { Auth, Identity, Rotation } from "../model/identity.ts";

/** How a station shows who it is, without what only it may know. */
interface ShownAuth {
  readonly type: Auth["type"];
  /** What it had to send was revoked, so that it is not let in. */
  readonly revoked: boolean;
  readonly subject?: string;
  readonly fingerprint?: string;
  /** A key that it was sent and has not come with yet. */
  readonly rotation?: Omit<Rotation, "key">;
}

export type ShownIdentity = Omit<Identity, "auth"> & { readonly auth: ShownAuth };

/** An identity as people may see it. */
export function shownIdentity({ auth, ...identity }: Identity): ShownIdentity {
  const { type, rotation } = auth;
  const revoked = (type === "basic" || type === "token") && auth.key === undefined;
  const expected = type === "mtls" ? { subject: auth.subject, fingerprint: auth.fingerprint } : {};
  if (!rotation) return { ...identity, auth: { type, revoked, ...expected } };
  const { key: _, ...pending } = rotation;
  return { ...identity, auth: { type, revoked, ...expected, rotation: pending } };
}
