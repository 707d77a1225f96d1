/** A transaction, and what meters say of it: a leaf, types only. */
import type { EventFacts, Progress } from "./progress.ts";
import type { Register } from "./register.ts";
import type { CostAccount } from "./tariff.ts";
import type { Decision } from "./token.ts";

/** One value of a meter, its unit as the station sent it. */
export interface SampledValue {
  /** null where the station sent none that can be read as a number; `raw` has it then. */
  readonly value: number | null;
  readonly raw?: string;
  readonly measurand: string;
  readonly unit?: string;
  readonly phase?: string;
  readonly location?: string;
  readonly context?: string;
  readonly format?: string;
}

/** All values that a meter had at one time. */
export interface MeterReading {
  readonly at: string;
  readonly values: readonly SampledValue[];
}

export interface Sample extends MeterReading {
  readonly transaction: string;
  readonly receivedAt: string;
  /** The event that told it, which then has no record of its own. */
  readonly event?: EventFacts;
}

export interface Transaction {
  readonly id: string;
  /** The station's own id of it, where the station gives one (2.x). */
  readonly remoteId?: string;
  readonly station: string;
  readonly evse: number;
  readonly connector: number;
  readonly token: string;
  /** The token as the station sent it, where that was an alias or in another case. */
  readonly presented?: string;
  readonly startedAt: string;
  readonly receivedAt: string;
  readonly stoppedAt?: string;
  /** Wh on the meter, as the station said. */
  readonly meterStart: number;
  readonly meterStop?: number;
  readonly register: Register;
  readonly peakW: number;
  readonly powerW?: number;
  readonly lastSampleAt?: string;
  readonly state: "open" | "closed";
  readonly reason?: string;
  readonly stopToken?: string;
  readonly reservation?: number;
  /** The remote start that it came of, by the number that went with it. */
  readonly remoteStartId?: number;
  /** What it does now, in the station's word. */
  readonly chargingState?: string;
  readonly progress?: Progress;
  /** What an operator should know of it, e.g. `unknown-token`, `lost`, `offline`. */
  readonly flags: readonly string[];
  readonly startDecision: Decision;
  readonly stopDecision?: Decision;
  /** What it has come to, where a tariff held when it began. */
  readonly account?: CostAccount;
  /** The cost that the station worked out itself, in its own words. */
  readonly costDetails?: unknown;
  /** Set once it has ended and the rollups have it, or will. */
  readonly counted?: true;
}
