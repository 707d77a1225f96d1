/** What stations and vehicles say of charging beside the profiles they take: a leaf, types only. */
import type { ChargingProfile, ChargingSchedule, RateUnit } from "./charging.ts";

/** A profile that went with a remote start, until its transaction begins. */
export interface StartProfile {
  readonly token: string;
  readonly profile: ChargingProfile;
  readonly at: string;
}

/** A profile that a station says it has; see csms/charging/reported.ts. */
export interface ReportedProfile extends ChargingProfile {
  readonly station: string;
  readonly evse: number;
  /** Who set it, e.g. `CSO`, `EMS`. */
  readonly source: string;
  readonly request: number;
  readonly reportedAt: string;
}

/** Which profiles a report is of: those that meet all that is given. */
export interface ProfileCriteria {
  readonly evse?: number;
  readonly purpose?: ChargingProfile["purpose"];
  readonly stackLevel?: number;
  readonly ids?: readonly number[];
  readonly sources?: readonly string[];
}

/** The last report of profiles of one station; `running` until its last part has come. */
export interface ProfileReport {
  readonly station: string;
  readonly request: number;
  readonly state: "running" | "complete";
  /** Absent where the report came unasked, or before the answer to what asked for it. */
  readonly criteria?: ProfileCriteria;
  readonly at: string;
}

/** A limit that somebody else set on a station, e.g. the grid operator (2.x K11 to K13). */
export interface ExternalLimit {
  readonly station: string;
  /** 0 for the station as a whole. */
  readonly evse: number;
  readonly source: string;
  readonly gridCritical?: boolean;
  /** It tells of power that is added by local generation, and takes nothing away (2.1). */
  readonly localGeneration?: boolean;
  readonly schedules: readonly ChargingSchedule[];
  readonly at: string;
}

/** What a vehicle asks for over ISO 15118 (2.x K15 to K17). */
export interface ChargingNeeds {
  readonly station: string;
  readonly evse: number;
  readonly at: string;
  /** How it takes energy, in the words of its version, e.g. `AC_three_phase`. */
  readonly transfer: string;
  readonly departureAt?: string;
  readonly energyWh?: number;
  /** What it can take, in `unit`: A per phase, or W in total. */
  readonly unit: RateUnit;
  readonly most?: number;
  /** Below this it does not charge at all. */
  readonly least?: number;
  readonly phases?: number;
  readonly stateOfCharge?: number;
  /** Periods that it can handle in one schedule. */
  readonly mostPeriods?: number;
  readonly details?: unknown;
}

/** The needs of a vehicle, with the schedule that they were answered with. */
export interface AnsweredNeeds extends ChargingNeeds {
  /** `waiting` for a transaction, `ready` to be sent, then what the station said to it. */
  readonly state: "waiting" | "ready" | "accepted" | "rejected" | "failed";
  /** The station's word, or why there is no schedule. */
  readonly status?: string;
  /** The last that a vehicle at this EVSE was sent. */
  readonly profile?: ChargingProfile;
  /** Wh that the schedule falls short of what the vehicle asks for by its departure. */
  readonly shortWh?: number;
}

/** The schedule that a vehicle chose for itself (2.x K15 to K17). */
export interface VehicleSchedule {
  readonly station: string;
  readonly evse: number;
  readonly startsAt: string;
  readonly schedule: ChargingSchedule;
  /** Which of the schedules that it was offered. */
  readonly chosen?: number;
  readonly toleranceAccepted?: boolean;
  readonly at: string;
}

/** How one transaction may charge, beside its profiles (2.1 K21, K22, Q02). */
export interface SessionCharging {
  readonly station: string;
  /** The station's own id of the transaction. */
  readonly transaction: string;
  readonly priority?: {
    readonly active: boolean;
    readonly by: "operator" | "station";
    readonly at: string;
  };
  /** The ways of energy transfer that it may use. */
  readonly allowed?: { readonly modes: readonly string[]; readonly at: string };
}
