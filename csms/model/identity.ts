/** Who a station is to kvolt, and what it has to show at the door: a leaf, types only. */
import type { Protocol } from "../model.ts";

/**
 * What is kept of a secret: a salted SHA-256 of one that was generated, which is too long to be searched for,
 * or the argon2id digest of one that somebody chose.
 */
export type KeptSecret =
  | { readonly salt: string; readonly hash: string }
  /** `mark` tells the right one fast to whoever has SECRET_KEY, and only to them. */
  | { readonly digest: string; readonly mark?: string };

/** A key that was sent to its station, which has not yet come back with it. */
export interface Rotation {
  readonly key: KeptSecret;
  /** `taken` once the station has said that it has it. */
  readonly state: "sent" | "taken";
  readonly startedAt: string;
  /** Where the station has taken the new key, the old one is good until then. */
  readonly until: string;
}

/** How a station shows that it is who it says: not at all, by a key, by a token, or by its client certificate. */
export type Auth =
  | { readonly type: "none"; readonly rotation?: Rotation }
  /** Without a key it was revoked, and nobody is let in. */
  | { readonly type: "basic"; readonly key?: KeptSecret; readonly rotation?: Rotation }
  | { readonly type: "token"; readonly key?: KeptSecret; readonly rotation?: undefined }
  | {
    readonly type: "mtls";
    /** Parts of a distinguished name, as RFC 4514 writes it, that the certificate's subject has to have. */
    readonly subject?: string;
    /** SHA-256 of the certificate, in lower-case hex without colons. */
    readonly fingerprint?: string;
    readonly rotation?: undefined;
  };

/** Why connections of a station end, whichever instance has them: all of them, but for what is said. */
export interface Dismissal {
  readonly reason: string;
  /** Those that speak one of these versions stay. */
  readonly but?: readonly Protocol[];
  /** Only what was made with the certificate of this number goes. */
  readonly serial?: string;
}

/** What an operator says of a station, beside how it is treated. */
export interface Identity {
  readonly status: "active" | "suspended";
  readonly auth: Auth;
  /** The only versions it may speak; absent means all. */
  readonly allowedProtocols?: readonly Protocol[];
  readonly labels: readonly string[];
  readonly tenant?: string;
  readonly name?: string;
}
