/** What a CSMS can ask of any station, whatever version it speaks: a leaf, types only. */
import type { CertificateHash, CertificateUse, NamedCertificate } from "./model/certificate.ts";
import type { AttributeType, Component, Place } from "./model/device.ts";
import type { DisplayMessage } from "./model/display.ts";
import type { AppliedTariff, Tariff } from "./model/tariff.ts";
import type { ProfileCriteria } from "./model/smart_charging.ts";
import type { ChargingProfile, Details, ListEntry, RateUnit, SchedulePeriod } from "./model.ts";

/** Every answer says whether the station agreed and gives its own word for it. */
export interface Outcome {
  readonly accepted: boolean;
  readonly status: string;
  /** What it adds for a person, where its version has a place for that. */
  readonly why?: string;
}

export interface ReportedKey {
  readonly key: string;
  readonly value?: string;
  readonly readonly: boolean;
}

/** A component, or one variable of it. */
export interface Selected {
  readonly component: Component;
  readonly variable?: Place["variable"];
}

/** One variable as it was read, set or watched, with the station's word for that. */
export interface VariableResult extends Place {
  readonly type?: AttributeType;
  readonly status: string;
  readonly why?: string;
}

interface Verbs {
  start: {
    args: {
      token: string;
      /** The kind of identifier, in the words of 2.x. */
      type?: string;
      /** The group that the token is of: the EVSE may be reserved for it. */
      group?: string;
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
  availability: { args: { evse: number; connector?: number; operative: boolean }; result: Outcome };
  /** `custom` names the message where it is one of a vendor's own making. */
  trigger: {
    args: { message: string; evse?: number; connector?: number; custom?: string };
    result: Outcome;
  };
  /** Asks it to say now that it has booted, what its meter shows, or that it wants a new certificate. */
  tell: { args: { what: "boot" | "meter" | "certificate"; evse?: number }; result: Outcome };
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
    /** The number is that of the report, where a version tells all of its keys later and in parts. */
    args: { keys?: readonly string[]; requestId?: number };
    result: Outcome & {
      keys: readonly ReportedKey[];
      unknown: readonly string[];
      /** The keys come later, in a report. */
      pending?: true;
    };
  };
  setConfiguration: { args: { key: string; value: string }; result: Outcome };
  /** A key in hex that it has to send for Basic authorization from its next connection on. */
  giveKey: { args: { secret: string }; result: Outcome };
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
      /** What a version that wants a requestId always takes where none is given. */
      number?: number;
    };
    result: Outcome;
  };
  /** Has a local controller offer firmware to its stations; the checksum is MD5 in hex. */
  publishFirmware: {
    args: {
      location: string;
      checksum: string;
      requestId: number;
      retries?: number;
      retryInterval?: number;
    };
    result: Outcome;
  };
  unpublishFirmware: { args: { checksum: string }; result: Outcome };
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
      /** As with updateFirmware. */
      number?: number;
    };
    result: Outcome & { filename?: string };
  };
  readVariables: {
    args: { items: readonly (Place & { type?: AttributeType })[] };
    result: Outcome & { items: readonly (VariableResult & { value?: string })[] };
  };
  writeVariables: {
    args: { items: readonly (Place & { type?: AttributeType; value: string })[] };
    result: Outcome & { items: readonly VariableResult[] };
  };
  report: {
    args: {
      requestId: number;
      base?: "ConfigurationInventory" | "FullInventory" | "SummaryInventory";
      criteria?: readonly ("Active" | "Available" | "Enabled" | "Problem")[];
      items?: readonly Selected[];
    };
    result: Outcome;
  };
  networkProfile: { args: { slot: number; profile: NetworkProfile }; result: Outcome };
  watch: {
    args: { items: readonly MonitorWish[] };
    result: Outcome & { items: readonly (VariableResult & { id?: number })[] };
  };
  unwatch: {
    args: { ids: readonly number[] };
    result: Outcome & { items: readonly { id: number; status: string; why?: string }[] };
  };
  watchBase: {
    args: { base: "All" | "FactoryDefault" | "HardWiredOnly" };
    result: Outcome;
  };
  watchLevel: { args: { severity: number }; result: Outcome };
  watchReport: {
    args: {
      requestId: number;
      criteria?: readonly ("ThresholdMonitoring" | "DeltaMonitoring" | "PeriodicMonitoring")[];
      items?: readonly Selected[];
    };
    result: Outcome;
  };
  streams: { args: Record<never, never>; result: Outcome };
  adjustStream: { args: { id: number; interval?: number; values?: number }; result: Outcome };
  customerInformation: {
    args: {
      requestId: number;
      report: boolean;
      clear: boolean;
      token?: { id: string; type: string };
      customer?: string;
    };
    result: Outcome;
  };
  showMessage: { args: { message: DisplayMessage }; result: Outcome };
  listMessages: {
    args: { requestId: number; ids?: readonly number[]; priority?: string; state?: string };
    result: Outcome;
  };
  clearMessage: { args: { id: number }; result: Outcome };
  /** PEM. */
  installCertificate: { args: { use: CertificateUse; certificate: string }; result: Outcome };
  deleteCertificate: { args: { hash: CertificateHash }; result: Outcome };
  /** Of one use, or all where none is named. */
  listCertificates: {
    args: { use?: CertificateUse };
    result: Outcome & { certificates: readonly NamedCertificate[] };
  };
  /** The chain in PEM; which of its certificates, and the number that the station gave its request. */
  certificateSigned: { args: { chain: string; use?: string; requestId?: number }; result: Outcome };
  dataTransfer: {
    args: { vendorId: string; messageId?: string; data?: string };
    result: Outcome & { data?: string };
  };
  tellCost: { args: { transaction: string; remoteId?: string; cost: number }; result: Outcome };
  setTariff: { args: { evse: number; tariff: Tariff }; result: Outcome };
  getTariffs: {
    args: { evse: number };
    result: Outcome & { tariffs: readonly AppliedTariff[] };
  };
  clearTariffs: {
    args: { ids?: readonly string[]; evse?: number };
    result: Outcome & { results: readonly { tariff?: string; status: string; why?: string }[] };
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

/** A way to reach a CSMS; the time-out of a message is in s. */
interface NetworkProfile {
  readonly url: string;
  readonly interface: string;
  readonly securityProfile: number;
  readonly messageTimeout: number;
  readonly version?: string;
  readonly identity?: string;
  readonly password?: string;
  readonly apn?: Readonly<Record<string, unknown>>;
  readonly vpn?: Readonly<Record<string, unknown>>;
}

/** What is to be watched; with an id it takes the place of that monitor. */
interface MonitorWish extends Place {
  readonly id?: number;
  readonly type: string;
  readonly value: number;
  readonly severity: number;
  /** Only while a transaction runs. */
  readonly transaction?: boolean;
  /** Its values come as a stream: every so many s, or so many values a message. */
  readonly stream?: { readonly interval?: number; readonly values?: number };
}

export type Verb = keyof Verbs;
export type Args<V extends Verb> = Verbs[V]["args"];
export type Result<V extends Verb> = Verbs[V]["result"];
