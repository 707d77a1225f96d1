/** Who may charge, and what is decided about that: a leaf that imports nothing. */

export type TokenStatus =
  | "Accepted"
  | "Blocked"
  | "Expired"
  | "Invalid"
  | "ConcurrentTx"
  | "NoCredit"
  | "NotAllowedTypeEVSE"
  | "NotAtThisLocation"
  | "NotAtThisTime"
  | "Unknown";

/** Where a token may charge: one station, and some of its EVSEs alone where they are named. */
interface TokenPlace {
  readonly station: string;
  readonly evses?: readonly number[];
}

export interface Token {
  /** As it was entered; comparison ignores case. */
  readonly id: string;
  readonly status: "Accepted" | "Blocked";
  readonly expiresAt?: string;
  readonly parent?: string;
  readonly note?: string;
  /** How many transactions it may have open at once; absent means one. */
  readonly concurrent?: number;
  /** The kind of identifier, in the words of 2.x; absent means any. */
  readonly type?: string;
  /** What its holder reads, the preferred one first, by RFC 5646; two at most. */
  readonly languages?: readonly string[];
  /** The only places where it may charge; absent means everywhere. */
  readonly places?: readonly TokenPlace[];
  /** Other spellings under which stations send it. */
  readonly aliases: readonly string[];
  readonly createdAt: string;
  readonly changedAt: string;
}

/** A token that nobody knows, as it was last presented. */
export interface UnknownToken {
  readonly token: string;
  readonly station: string;
  /** What was answered. */
  readonly status: TokenStatus;
  readonly at: string;
}

/** What was decided about a token, with where the decision came from. */
export interface Decision {
  readonly status: TokenStatus;
  readonly expiresAt?: string;
  readonly parent?: string;
  readonly type?: string;
  readonly languages?: readonly string[];
  readonly places?: readonly TokenPlace[];
  readonly source: "local" | "external" | "default";
}

export interface ListEntry {
  readonly token: string;
  /** What kind of identifier it is, where a version asks (`ISO14443`, `eMAID`, …). */
  readonly type?: string;
  readonly status?: Extract<
    TokenStatus,
    "Accepted" | "Blocked" | "Expired" | "Invalid" | "ConcurrentTx"
  >;
  readonly expiresAt?: string;
  readonly parent?: string;
}

/** The local authorization list as one station holds it. */
export interface LocalList {
  readonly station: string;
  readonly version: number;
  readonly size: number;
  readonly changedAt: string;
}
