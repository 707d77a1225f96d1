/** What kvolt knows, in neutral words (those of OCPP 2.x): a leaf, types only. */
import type { Signing } from "./model/certificate.ts";
import type { ProfileKind, ProfilePurpose, RateUnit } from "./model/charging.ts";
import type { Identity } from "./model/identity.ts";
import type { Doer } from "./model/people.ts";

export type {
  ChargingProfile,
  ChargingSchedule,
  Details,
  InstalledProfile,
  ProfileKind,
  ProfilePurpose,
  RateUnit,
  SchedulePeriod,
} from "./model/charging.ts";

export type { Register } from "./model/register.ts";

export type {
  Decision,
  ListEntry,
  LocalList,
  Token,
  TokenStatus,
  UnknownToken,
} from "./model/token.ts";

export type { MeterReading, Sample, SampledValue, Transaction } from "./model/transaction.ts";

export type Registration = "Accepted" | "Pending" | "Rejected";
export type Protocol = "ocpp1.6" | "ocpp2.0.1" | "ocpp2.1";

/** How one station is treated; everything an operator may set on it. */
export interface StationSettings {
  /** `strict` turns findings into CALLERRORs, `lenient` accepts and records them. */
  readonly strictness: "strict" | "lenient";
  /** The only version to speak with it, where its offers flip between reconnects. */
  readonly protocol?: Protocol;
  /** The one tag it wants for remote starts, where it refuses others. */
  readonly remoteStartTag?: string;
  /** What it means by connector 0: the station as a whole, or any connector. */
  readonly connectorZero: "station" | "any";
  /** Send the desired configuration again after each boot. */
  readonly reapply: boolean;
  /** A station that is older than this setting has none, which means `ask`. */
  readonly signing: Signing;
}

/** What a station has shown that it can and cannot do; remembered so that nobody asks twice. */
interface Learned {
  /** Actions it answered with NotImplemented or NotSupported. */
  readonly unsupported: readonly string[];
  /** The optional features it says it has, once it was asked. */
  readonly features?: readonly string[];
  /** The form of charging profile that it took. */
  readonly profile?: ProfileForm;
}

export interface ProfileForm {
  readonly purpose: ProfilePurpose;
  readonly stackLevel: number;
  readonly unit: RateUnit;
  readonly kind: ProfileKind;
}

export interface Station {
  readonly id: string;
  readonly registration: Registration;
  readonly createdAt: string;
  /** Written at connect, disconnect and boot only; live connections know better. */
  readonly lastSeen: string;
  readonly bootedAt?: string;
  /** Why it started, in its own word, where its version says. */
  readonly bootReason?: string;
  readonly address?: string;
  readonly protocol?: Protocol;
  readonly vendor?: string;
  readonly model?: string;
  readonly serial?: string;
  readonly firmware?: string;
  readonly iccid?: string;
  readonly imsi?: string;
  readonly meterType?: string;
  readonly meterSerial?: string;
  /** The most power it has been seen to deliver, in W. */
  readonly powerW?: number;
  /** Station clock minus ours, in ms, at the last live message that carried a time. */
  readonly driftMs?: number;
  readonly settings: StationSettings;
  readonly learned: Learned;
  readonly identity: Identity;
  readonly firmwareStatus?: ProcessStatus;
  readonly diagnosticsStatus?: ProcessStatus;
}

/** Where a firmware update or an upload stands, in the station's own words. */
export interface ProcessStatus {
  readonly status: string;
  readonly requestId?: number;
  readonly at: string;
}

export interface Connector {
  readonly station: string;
  readonly evse: number;
  readonly connector: number;
  readonly status: string;
  readonly errorCode: string;
  readonly info?: string;
  readonly vendorId?: string;
  readonly vendorErrorCode?: string;
  /** The time the station gave, else when it arrived. */
  readonly at: string;
  readonly receivedAt: string;
}

/** Something a station does that the specification does not allow, in plain words. */
export interface Finding {
  readonly station: string;
  readonly kind: string;
  readonly text: string;
  readonly example: string;
  readonly count: number;
  readonly firstAt: string;
  readonly lastAt: string;
}

export interface Reservation {
  readonly id: number;
  readonly station: string;
  readonly evse: number;
  readonly token: string;
  readonly group?: string;
  /** The plug that is wanted, in the version's own word, where any EVSE that has it will do. */
  readonly connectorType?: string;
  readonly expiresAt: string;
  /** `removed` by its station; `unused` where somebody came and did not charge. */
  readonly state: "active" | "used" | "cancelled" | "expired" | "removed" | "unused";
  readonly createdAt: string;
}

export interface ConfigurationKey {
  readonly station: string;
  readonly key: string;
  readonly value?: string;
  readonly readonly: boolean;
  /** What the operator wants it to be. */
  readonly desired?: string;
  /** The value that the station last refused to take, with its word for that. */
  readonly refused?: { readonly value: string; readonly status: string };
  /** The station took what is desired; those that are to write only it never tells. */
  readonly taken?: true;
  readonly at?: string;
}

export interface DataTransfer {
  readonly id: string;
  readonly station: string;
  readonly direction: "in" | "out";
  readonly vendorId: string;
  readonly messageId?: string;
  readonly data?: string;
  readonly status: string;
  readonly response?: string;
  readonly at: string;
}

/** One frame, in or out, as it was on the wire; a request of the station with its answer. */
export interface Message {
  readonly id: string;
  readonly station: string;
  readonly direction: "in" | "out";
  readonly kind: "call" | "result" | "error" | "malformed";
  readonly action?: string;
  readonly messageId?: string;
  readonly text: string;
  readonly at: string;
  /** What kvolt answered; an answer to a request of ours is a record of its own. */
  readonly answer?: {
    readonly kind: "result" | "error";
    readonly text: string;
    readonly at: string;
  };
}

/** One verb or call that was sent to a station, and what came of it. */
export interface Command {
  readonly id: string;
  readonly station: string;
  readonly action: string;
  readonly args: unknown;
  readonly at: string;
  /** Who asked for it; absent where kvolt did by itself. */
  readonly by?: Doer;
  readonly state: "sent" | "answered" | "refused" | "timeout" | "late";
  readonly result?: unknown;
  readonly answeredAt?: string;
}

export interface FailedHandshake {
  readonly id: string;
  readonly path: string;
  readonly station?: string;
  readonly address: string;
  readonly offered: string;
  readonly reason: string;
  readonly count: number;
  readonly firstAt: string;
  readonly at: string;
}

export interface SecurityEvent {
  readonly station: string;
  readonly id: string;
  readonly type: string;
  readonly at: string;
  readonly techInfo?: string;
}

/** An answer that was given, so that a repeat of its request gets it again. */
export interface StoredAnswer {
  readonly messageId: string;
  readonly action: string;
  /** Fingerprint of message id, action and payload. */
  readonly hash: string;
  readonly seq: number;
  readonly answer: unknown;
  readonly at: string;
}
