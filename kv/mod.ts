import { getLogger } from "@logtape/logtape";
import type { Event } from "../csms/events.ts";
import type * as model from "../csms/model.ts";
import type { BatterySwap } from "../csms/model/battery.ts";
import type * as certificate from "../csms/model/certificate.ts";
import type { DerControl, DerEvent } from "../csms/model/der.ts";
import type * as device from "../csms/model/device.ts";
import type * as display from "../csms/model/display.ts";
import type { Dismissal } from "../csms/model/identity.ts";
import type * as file from "../csms/model/file.ts";
import type { Payment } from "../csms/model/payment.ts";
import type * as people from "../csms/model/people.ts";
import type { RemoteStarted, TransactionEvent } from "../csms/model/progress.ts";
import type { Reliability } from "../csms/model/reliability.ts";
import type { Rollup, RollupKind, TallyChange } from "../csms/model/rollup.ts";
import type * as charging from "../csms/model/smart_charging.ts";
import type { Tariff, TariffAssignment } from "../csms/model/tariff.ts";
import type { VirtualSpec } from "../csms/model/virtual.ts";
import { amend } from "./amend.ts";
import { apply } from "./apply.ts";
import { Cache } from "./cache.ts";
import type { Change } from "./change.ts";
import { collection } from "./collection.ts";
import { Committer } from "./commit.ts";
import { StoreClosed } from "./errors.ts";
import { ids } from "./ids.ts";
import { journal, journalName } from "./journal.ts";
import { Lists } from "./lists.ts";
import { type Frame, keptName, latestName, sortedKey } from "./message_frame.ts";
import { messageLog } from "./message_log.ts";
import { messagePages } from "./message_pages.ts";
import type { Source } from "./source.ts";
import { turns } from "./turns.ts";

const log = getLogger(["kvolt", "kv"]);
/** How far apart the clocks of instances on one store may be. */
const SHARED_GRACE_MS = 10_000;
const cached = { cached: true };
const expiring = { expiring: true };
const both = { cached: true, expiring: true };

/** The whole key space: what stands under which key. Tokens and configuration keys are in lower case. */
function collections(s: Source) {
  // deno-fmt-ignore
  return {
    stations: collection<[id: string], model.Station>(s, "stations", cached),
    /** What each instance has to have heard of. */
    dismissals: collection<[station: string, id: string], Dismissal>(s, "dismissals", expiring),
    connectors: collection<[station: string, evse: number, connector: number], model.Connector>(s, "connectors", { cached: true, listed: true }),
    findings: collection<[station: string, kind: string], model.Finding>(s, "findings", { cached: true, expiring: true, listed: true }),
    configuration: collection<[station: string, key: string], model.ConfigurationKey>(s, "configuration"),
    answers: collection<[station: string, slot: number], model.StoredAnswer>(s, "answers", cached),
    failedHandshakes: collection<[address: string, path: string], model.FailedHandshake>(s, "failedHandshakes", expiring),

    tokens: collection<[token: string], model.Token>(s, "tokens", cached),
    tokenAliases: collection<[alias: string], string>(s, "tokenAliases", cached),
    unknownTokens: collection<[token: string], model.UnknownToken>(s, "unknownTokens", expiring),
    idTagCache: collection<[token: string], model.Decision>(s, "idTagCache", both),

    transactions: collection<[id: string], model.Transaction>(s, "transactions", cached),
    transactionsByTime: collection<[startedMs: number, id: string], string>(s, "transactionsByTime"),
    transactionsByStation: collection<[station: string, startedMs: number, id: string], string>(s, "transactionsByStation"),
    transactionsByToken: collection<[token: string, startedMs: number, id: string], string>(s, "transactionsByToken"),
    /** At most one an EVSE. */
    openTransactions: collection<[station: string, evse: number], string>(s, "openTransactions", { cached: true, listed: true }),
    openByToken: collection<[token: string, id: string], string>(s, "openByToken", { listed: true }),
    transactionKeys: collection<[station: string, businessKey: string], string>(s, "transactionKeys", both),
    transactionEvents: collection<[transaction: string, atMs: number, seqNo: number, type: string], TransactionEvent>(s, "transactionEvents", expiring),
    remoteStarts: collection<[station: string, id: number], RemoteStarted>(s, "remoteStarts", expiring),
    samples: collection<[transaction: string, atMs: number, n: number], model.Sample>(s, "samples", expiring),

    /** What the rollups have still to take, in the order of its commits. */
    tallies: collection<[ulid: string], TallyChange>(s, "tallies"),
    rollupDays: collection<[kind: RollupKind, day: number, name: string], Rollup>(s, "rollupDays"),
    rollupMonths: collection<[kind: RollupKind, month: number, name: string], Rollup>(s, "rollupMonths"),
    rollupYears: collection<[kind: RollupKind, year: number, name: string], Rollup>(s, "rollupYears"),
    reliabilityMonths: collection<[month: number, station: string], Reliability>(s, "reliabilityMonths", expiring),
    reliabilityYears: collection<[year: number, station: string], Reliability>(s, "reliabilityYears", expiring),

    profiles: collection<[station: string, evse: number, id: number], model.InstalledProfile>(s, "profiles", { expiring: true, listed: true }),
    startProfiles: collection<[station: string, evse: number], charging.StartProfile>(s, "startProfiles", both),
    reportedProfiles: collection<[station: string, evse: number, id: number], charging.ReportedProfile>(s, "reportedProfiles", expiring),
    profileReports: collection<[station: string], charging.ProfileReport>(s, "profileReports", expiring),
    externalLimits: collection<[station: string, evse: number, source: string], charging.ExternalLimit>(s, "externalLimits", expiring),
    vehicleNeeds: collection<[station: string, evse: number], charging.AnsweredNeeds>(s, "vehicleNeeds", both),
    vehicleSchedules: collection<[station: string, evse: number], charging.VehicleSchedule>(s, "vehicleSchedules", expiring),
    sessionCharging: collection<[station: string, transaction: string], charging.SessionCharging>(s, "sessionCharging", expiring),
    reservations: collection<[station: string, id: number], model.Reservation>(s, "reservations", expiring),
    localLists: collection<[station: string], model.LocalList>(s, "localLists"),
    localListEntries: collection<[station: string, token: string], model.ListEntry>(s, "localListEntries"),

    deviceVariables: collection<[station: string, component: string, instance: string, evse: number, connector: number, variable: string, variableInstance: string], device.DeviceVariable>(s, "deviceVariables"),
    deviceLimits: collection<[station: string], device.DeviceLimits>(s, "deviceLimits"),
    deviceReports: collection<[station: string, requestId: number, kind: device.ReportKind], device.DeviceReport>(s, "deviceReports", expiring),
    deviceEvents: collection<[station: string, ulid: string], device.DeviceEvent>(s, "deviceEvents", expiring),
    monitors: collection<[station: string, id: number], device.Monitor>(s, "monitors"),
    eventStreams: collection<[station: string, id: number], device.EventStream>(s, "eventStreams", expiring),
    streamTails: collection<[station: string, id: number], device.StreamTail>(s, "streamTails", expiring),
    displayMessages: collection<[station: string, id: number], display.ShownMessage>(s, "displayMessages", expiring),
    customerReports: collection<[station: string, requestId: number], display.CustomerReport>(s, "customerReports", expiring),

    dataTransfers: collection<[station: string, ulid: string], model.DataTransfer>(s, "dataTransfers", expiring),
    /** Where frames stand first, as one commit had them, under the id of the last of them. */
    latestMessages: collection<[ulid: string], readonly Frame[]>(s, latestName, expiring),
    /** Where they stand later, under the id of the first of them; `messagesOf` reads both. */
    messages: collection<[station: string, ulid: string], readonly Frame[]>(s, keptName, expiring),
    commands: collection<[station: string, ulid: string], model.Command>(s, "commands", expiring),
    certificateRequests: collection<[station: string, ulid: string], certificate.CertificateRequest>(s, "certificateRequests", expiring),
    certificates: collection<[station: string, use: string, id: string], certificate.InstalledCertificate>(s, "certificates"),
    issuedCertificates: collection<[serial: string], certificate.IssuedCertificate>(s, "issuedCertificates", expiring),
    issuedByStation: collection<[station: string, issuedMs: number, serial: string], string>(s, "issuedByStation", expiring),
    issuedByEnd: collection<[endsMs: number, serial: string], string>(s, "issuedByEnd", expiring),
    revokedCertificates: collection<[serial: string], certificate.Revoked>(s, "revokedCertificates", expiring),
    pkiRequests: collection<[station: string, ulid: string], certificate.PkiRequest>(s, "pkiRequests", expiring),

    files: collection<[name: string], file.HostedFile>(s, "files", expiring),
    uploads: collection<[station: string, ulid: string], file.Upload>(s, "uploads", expiring),
    uploadTokens: collection<[hash: string], readonly [station: string, ulid: string]>(s, "uploadTokens", expiring),
    /** The bytes of files and uploads, 60,000 in each but the last. */
    pieces: collection<[blob: string, n: number], Uint8Array<ArrayBuffer>>(s, "pieces", expiring),
    publications: collection<[station: string, requestId: number], file.Publication>(s, "publications", expiring),
    processReports: collection<[station: string, process: file.Process, ulid: string], file.ProcessReport>(s, "processReports", expiring),
    securityEvents: collection<[station: string, ulid: string], model.SecurityEvent>(s, "securityEvents", expiring),

    audit: collection<[ulid: string], people.Audited>(s, "audit", expiring),
    accounts: collection<[id: string], people.Account>(s, "accounts", cached),
    accountEmails: collection<[email: string], string>(s, "accountEmails", cached),
    sessions: collection<[hash: string], people.Session>(s, "sessions", both),
    sessionsByAccount: collection<[account: string, id: string], string>(s, "sessionsByAccount", expiring),
    signInTries: collection<[email: string], people.Tries>(s, "signInTries", both),
    apiTokens: collection<[id: string], people.ApiToken>(s, "apiTokens", cached),
    apiTokenHashes: collection<[hash: string], string>(s, "apiTokenHashes", cached),
    passwordLinks: collection<[hash: string], people.PasswordLink>(s, "passwordLinks", expiring),

    /** What one commit told, under the id of the last of its events. */
    journal: collection<[ulid: string], readonly Event[]>(s, journalName, expiring),
    counters: collection<[name: string], number>(s, "counters"),
    meta: collection<[name: string], unknown>(s, "meta"),

    tariffs: collection<[id: string], Tariff>(s, "tariffs", cached),
    tariffAssignments: collection<[kind: "token" | "station" | "default", name: string, evse: number], TariffAssignment>(s, "tariffAssignments", cached),
    payments: collection<[station: string, ulid: string], Payment>(s, "payments", expiring),
    batterySwaps: collection<[station: string, ulid: string], BatterySwap>(s, "batterySwaps", expiring),
    derControls: collection<[station: string, id: string], DerControl>(s, "derControls"),
    virtualStations: collection<[station: string], VirtualSpec>(s, "virtualStations"),
    derEvents: collection<[station: string, ulid: string], DerEvent>(s, "derEvents", expiring),
  };
}

/** How a store is used; times in ms. */
export interface StoreOptions {
  readonly now: () => Date;
  /** Whether this process alone can write the store: a SQLite file or memory, not KV Connect or Deno Deploy. */
  readonly exclusive: boolean;
  /** How long events are kept; 30 by default. */
  readonly journalDays?: number;
  /** false commits each change alone, for comparison. */
  readonly batch?: boolean;
  /** How long the store may take to answer; 10 s by default. */
  readonly timeoutMs?: number;
  /** How many entries are kept in memory; 50,000 by default. */
  readonly cacheLimit?: number;
  /** How many changes may wait to be written; 10,000 by default. */
  readonly capacity?: number;
  /** How many changes must wait for a batch to be sent beside one that is under way; 20 by default. */
  readonly worthwhile?: number;
  /** How many frames are sorted by station at once; 1,000 by default. */
  readonly sortAt?: number;
}

/** Everything kvolt knows. */
export type Store = ReturnType<typeof openStore>;

/** Opens the store on a database that `openKv` gave and `migrate` has seen. */
export function openStore(kv: Deno.Kv, options: StoreOptions) {
  const { now, exclusive, timeoutMs = 10_000, journalDays = 30 } = options;
  const cache = exclusive ? new Cache(options.cacheLimit ?? 50_000) : null;
  const lists = exclusive ? new Lists(options.cacheLimit ?? 50_000) : null;
  const source: Source = {
    kv,
    now,
    timeoutMs,
    cache,
    lists,
    turns: exclusive ? turns() : null,
    expiring: new Set(),
  };
  const given = ids(kv, now, [journalName, latestName], sortedKey);
  const messages = messageLog({
    ...{ kv, ids: given, now, graceMs: exclusive ? 0 : SHARED_GRACE_MS },
    sortAt: options.sortAt ?? 1_000,
    commit: (change) => committer.commit(change),
    failed(error) {
      if (error instanceof StoreClosed) return;
      log.warn("frames could not be sorted by station: {error}", { error });
    },
  });
  const committer: Committer = new Committer(kv, {
    ...{ cache, lists, ids: given, messages },
    journal: journal(given, now, journalDays),
    timeoutMs,
    capacity: options.capacity ?? 10_000,
    limits: {
      changes: options.batch === false ? 1 : Infinity,
      mutations: 500,
      bytes: 700_000,
      keyBytes: 70_000,
      // KV Connect takes ten in one commit, SQLite a hundred.
      checks: exclusive ? 100 : 10,
    },
    // SQLite writes in the order it is asked to; what goes over a network may overtake.
    flights: exclusive && options.batch !== false ? 2 : 1,
    worthwhile: options.worthwhile ?? 20,
    amend: (checks) => amend(source, checks),
  });
  let add: (change: Change) => void = () => {};
  function commit(change: Change): Promise<string> {
    if (change.writes) add(change);
    return committer.commit(change);
  }
  return {
    ...collections(source),
    /** Part of the frames of a station, the newest first; throws BadCursor for a cursor of another list. */
    messagesOf: messagePages({ kv, now, timeoutMs }),
    /** Whether no other process can write here. */
    exclusive,
    /** Writes a change; see Committer.commit for what it rejects with. */
    commit,
    /** Runs a piece of work on a fresh change and commits it; again, up to ten times, on Conflict. */
    apply: <T>(fn: (change: Change) => Promise<T>): Promise<T> => apply(commit, fn),
    /** Has something added to each change that writes, before it is committed. */
    alongside(adding: (change: Change) => void): void {
      add = adding;
    },
    /** Calls back after each commit, facts with their ids and then telemetry, change by change; gives its end. */
    onCommitted: committer.onCommitted,
    /** Resolves when nothing is queued or under way. */
    async drain(): Promise<void> {
      await messages.idle();
      await committer.drain();
    },
    /** Closes the database; what has not been sent is rejected. */
    close(): void {
      committer.close();
      kv.close();
    },
  };
}
