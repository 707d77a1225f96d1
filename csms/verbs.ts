/** What a CSMS can ask of any station, whatever version it speaks: a leaf, types only. */
import type { Tariff } from "./model/tariff.ts";
import type { ProfileCriteria } from "./model/smart_charging.ts";
import type { ChargingProfile, Details, ListEntry, RateUnit, SchedulePeriod } from "./model.ts";

/** Every answer says whether the station agreed and gives its own word for it. */
export interface Outcome {
  readonly accepted: boolean;
  readonly status: string;
}

export interface ReportedKey {
  readonly key: string;
  readonly value?: string;
  readonly readonly: boolean;
}

export interface Verbs {
  start: {
    args: {
      token: string;
      /** The kind of identifier, in the words of 2.x. */
      type?: string;
      evse?: number;
      connector?: number;
      profile?: ChargingProfile;
      /** What the transaction will be known by to have come of this. */
      remoteStartId?: number;
    };
    /** `remoteId` is the station's id of a transaction that had begun before. */
    result: Outcome & { remoteId?: string };
  };
  /** `remoteId` is the station's own id of it, where it has one. */
  stop: { args: { transaction: string; remoteId?: string }; result: Outcome };
  /** Whether a transaction goes on, and whether its station has more to tell of it. */
  transactionStatus: {
    args: { remoteId: string };
    result: Outcome & { ongoing?: boolean; queued: boolean };
  };
  reset: { args: { type: "soft" | "hard"; evse?: number }; result: Outcome };
  unlock: { args: { evse: number; connector: number }; result: Outcome };
  availability: {
    args: { evse: number; connector?: number; operative: boolean };
    result: Outcome;
  };
  trigger: { args: { message: string; evse?: number }; result: Outcome };
  setProfile: { args: { evse: number; profile: ChargingProfile }; result: Outcome };
  clearProfile: {
    args: { id?: number; evse?: number; purpose?: ChargingProfile["purpose"]; stackLevel?: number };
    result: Outcome;
  };
  composite: {
    args: { evse: number; duration: number; unit?: RateUnit };
    result: Outcome & { start?: string; unit?: RateUnit; periods?: readonly SchedulePeriod[] };
  };
  /** Its parts come later, as reports under the same number. */
  reportProfiles: { args: { request: number } & ProfileCriteria; result: Outcome };
  /** New values for a Dynamic profile. */
  updateProfile: { args: { id: number; values: Details }; result: Outcome };
  /** `transaction` is the station's own id, here and below. */
  prioritize: { args: { transaction: string; active: boolean }; result: Outcome };
  allowTransfer: { args: { transaction: string; modes: readonly string[] }; result: Outcome };
  /** A signal of the grid operator for frequency restoration. */
  gridSignal: { args: { signal: number; at: string }; result: Outcome };
  reserve: {
    args: {
      id: number;
      evse: number;
      token: string;
      tokenType?: string;
      group?: string;
      connectorType?: string;
      expiresAt: string;
    };
    result: Outcome;
  };
  cancelReservation: { args: { id: number }; result: Outcome };
  sendList: {
    args: { version: number; update: "Full" | "Differential"; entries: readonly ListEntry[] };
    result: Outcome;
  };
  listVersion: { args: Record<never, never>; result: Outcome & { version: number } };
  clearCache: { args: Record<never, never>; result: Outcome };
  getConfiguration: {
    args: { keys?: readonly string[] };
    result: Outcome & { keys: readonly ReportedKey[]; unknown: readonly string[] };
  };
  setConfiguration: { args: { key: string; value: string }; result: Outcome };
  updateFirmware: {
    args: {
      location: string;
      retrieveAt: string;
      retries?: number;
      retryInterval?: number;
      /** Given together they make it a signed update (security whitepaper, L01). */
      requestId?: number;
      signingCertificate?: string;
      signature?: string;
      installAt?: string;
    };
    result: Outcome;
  };
  getLog: {
    args: {
      location: string;
      /** `diagnostics` where nothing is given. */
      type?: "diagnostics" | "security";
      requestId?: number;
      retries?: number;
      retryInterval?: number;
      from?: string;
      to?: string;
    };
    result: Outcome & { filename?: string };
  };
  dataTransfer: {
    args: { vendorId: string; messageId?: string; data?: string };
    result: Outcome & { data?: string };
  };
}

/** Where a station says that it applies a tariff. */
export interface AppliedTariff {
  readonly tariff: string;
  readonly kind: string;
  readonly evses?: readonly number[];
  readonly tokens?: readonly string[];
}

/** What some versions have for tariffs, payments, batteries and the grid. */
export interface Verbs {
  tellCost: { args: { transaction: string; remoteId?: string; cost: number }; result: Outcome };
  setTariff: { args: { evse: number; tariff: Tariff }; result: Outcome };
  getTariffs: {
    args: { evse: number };
    result: Outcome & { tariffs: readonly AppliedTariff[] };
  };
  clearTariffs: {
    args: { ids?: readonly string[]; evse?: number };
    result: Outcome & { results: readonly { tariff?: string; status: string }[] };
  };
  changeTariff: {
    args: { transaction: string; remoteId?: string; tariff: Tariff };
    result: Outcome;
  };
  tellWebPayment: { args: { evse: number; timeout: number }; result: Outcome };
  swapBattery: {
    args: { token: string; tokenType?: string; requestId: number };
    result: Outcome;
  };
  setDerControl: {
    args: { id: string; type: string; isDefault: boolean; settings: unknown };
    result: Outcome & { supersededIds?: readonly string[] };
  };
  getDerControls: {
    args: { requestId: number; id?: string; type?: string; isDefault?: boolean };
    result: Outcome;
  };
  clearDerControls: { args: { id?: string; type?: string; isDefault: boolean }; result: Outcome };
}

export type Verb = keyof Verbs;
export type Args<V extends Verb> = Verbs[V]["args"];
export type Result<V extends Verb> = Verbs[V]["result"];
