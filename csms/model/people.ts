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
