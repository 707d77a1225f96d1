/** Who uses kvolt, and what they did: a leaf, types only. */

/** What one needs to be allowed, from nothing to everything; each but `open` holds those before it. */
export type Access = "open" | "own" | "read" | "operate" | "admin";

/** What a person is; each role has one right: driver own, viewer read, operator operate, admin admin. */
export type Role = "driver" | "viewer" | "operator" | "admin";

/** Who asks for something over HTTP. */
export interface Caller {
  readonly kind: "account" | "token" | "environment" | "development";
  /** Of the account or the API token; empty for the others. */
  readonly id: string;
  readonly name: string;
  readonly access: Exclude<Access, "open">;
  /** The only stations it may read or steer; absent means all. */
  readonly stations?: readonly string[];
  /** Of the session it is signed in with. */
  readonly session?: string;
}

/** Who did something: a caller, a station, whoever is at an address, or kvolt itself. */
export interface Doer {
  readonly kind: Caller["kind"] | "station" | "address" | "kvolt";
  readonly id: string;
  readonly name: string;
}

/** One line of the audit log. */
export interface Audited {
  readonly id: string;
  readonly at: string;
  readonly by: Doer;
  readonly address?: string;
  /** What was done, as a route (`POST /stations/{station}/reset`) or as an event (`login`). */
  readonly what: string;
  readonly station?: string;
  /** On what: the parts of the path by their names. */
  readonly on: Readonly<Record<string, string>>;
  /** What was asked for, secrets masked. */
  readonly parameters?: unknown;
  /** `done`, what a station answered, or why it failed. */
  readonly outcome: string;
}

/** Somebody who can sign in. */
export interface Account {
  readonly id: string;
  /** As it was entered; no two differ only by case. */
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  /** The tokens that are this person's own. */
  readonly tags: readonly string[];
  readonly status: "active" | "suspended";
  /** Argon2id of the password; absent until one is set. */
  readonly digest?: string;
  /** Raised where every session and reset link of before shall count no more. */
  readonly epoch: number;
  readonly createdAt: string;
  readonly changedAt: string;
  readonly signedInAt?: string;
}

/** An account as anybody is shown it. */
export type Person = Omit<Account, "digest" | "epoch"> & { readonly passwordSet: boolean };

/** What a browser holds that has signed in; the store has it under the hash of its secret. */
export interface Session {
  readonly id: string;
  readonly account: string;
  /** That of the account when it was begun. */
  readonly epoch: number;
  readonly createdAt: string;
  /** Written every few minutes at most. */
  readonly seenAt: string;
  readonly address?: string;
  /** What the browser calls itself. */
  readonly agent?: string;
}

/** How often somebody has tried to sign in without success, and when last, in ms since 1970. */
export interface Tries {
  readonly count: number;
  readonly at: number;
}

/** A link that is good once, for a password; times in ms. */
export interface PasswordLink {
  readonly account: string;
  /** That of the account when it was made. */
  readonly epoch: number;
  /** Where it was sent: what was mistyped leads to nobody once it is put right. */
  readonly email: string;
  readonly madeAt: number;
  readonly forMs: number;
}

/** A token of a program; the store has it under the hash of its secret. */
export interface ApiToken {
  readonly id: string;
  readonly name: string;
  readonly scope: "read" | "operate" | "admin";
  /** The only stations it is good for; absent means all. */
  readonly stations?: readonly string[];
  readonly hash: string;
  readonly createdAt: string;
  /** Who made it. */
  readonly by?: Doer;
  readonly expiresAt?: string;
  /** Written once a minute at most. */
  readonly usedAt?: string;
}
