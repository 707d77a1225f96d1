import type { Decision } from "../model.ts";

/** What a station that tells of a transaction event by event (2.x, block E) has told so far. */
export interface Progress {
  /** The sequence numbers that came, as ranges from and to, in order. */
  readonly seen: readonly (readonly [from: number, to: number])[];
  /** The numbers in between that did not come, the first hundred of them. */
  readonly missing: readonly number[];
  readonly started: boolean;
  readonly ended: boolean;
  /** The numbers repeat, and so say nothing of what is missing (quirk 50). */
  readonly stuck?: true;
  /** When the latest event happened. */
  readonly at: string;
}

/** What an event of a transaction says, beside its time. */
export interface EventFacts {
  readonly type: "started" | "updated" | "ended";
  readonly seqNo: number;
  /** Why it was sent, in the station's word. */
  readonly trigger: string;
  readonly chargingState?: string;
  readonly offline: boolean;
  readonly token?: string;
  readonly decision?: Decision;
}

/** One event of a transaction, as its station told it. */
export interface TransactionEvent extends EventFacts {
  readonly transaction: string;
  readonly at: string;
  readonly receivedAt: string;
}

/** A start that was asked of a station, so that the transaction that comes of it is known by it. */
export interface RemoteStarted {
  readonly token: string;
  readonly evse?: number;
  readonly at: string;
}
