import assert from "node:assert/strict";
import type { Envelope } from "../../kv/envelope.ts";
import type { Csms } from "../../csms/mod.ts";
import { openStore } from "../../kv/mod.ts";
import { signingRequest } from "../../simulator/signing_request.ts";
import { type Charger, charger } from "../support/charger.ts";
import { database } from "../support/database.ts";
import { kvolt } from "../support/kvolt.ts";
import { rawPeer } from "../support/raw_peer.ts";
import { dayOf2x } from "./day_of_2x.ts";
import { smartChargingDay } from "./smart_charging_day.ts";

const at = (minutes: number) => new Date(Date.UTC(2026, 0, 1, 10, minutes)).toISOString();
const DAY = 86_400_000;
const SECRET_KEY = "a-secret-key-of-the-tests-0123456789";

/** Collections whose entries stay, with what bounds each. */
const staying: Record<string, string> = {
  stations: "one for each charger that was let in",
  connectors: "one for each connector of a charger",
  configuration: "one for each key of a charger, 10,000 at most",
  deviceVariables: "one for each variable of a charger, 10,000 at most",
  deviceLimits: "one for each charger",
  monitors: "one for each monitor of a charger, 5,000 at most",
  displayMessages: "until the end of each, 1,000 of a charger at most",
  derControls: "one for each control of a charger, 1,000 at most",
  certificates: "those in the last list of a charger",
  tariffs: "kept by the operator",
  virtualStations: "kept by the operator, 20 at most",
  tariffAssignments: "kept by the operator",
  answers: "sixteen for each charger",
  accounts: "kept by an admin",
  accountEmails: "one for each account",
  apiTokens: "kept by an admin",
  apiTokenHashes: "one for each API token",
  tokens: "kept by the operator",
  tokenAliases: "kept by the operator",
  transactions: "business records",
  tallies: "removed when the rollups have them",
  rollupDays: "sums of business records",
  rollupMonths: "sums of business records",
  rollupYears: "sums of business records",
  transactionsByTime: "an index of business records",
  transactionsByStation: "an index of business records",
  transactionsByToken: "an index of business records",
  openTransactions: "at most one for each EVSE",
  openByToken: "removed with the end of its transaction",
  localLists: "one for each charger",
  localListEntries: "as many as the operator sent",
  counters: "one for each counter",
  meta: "what kvolt notes of itself",
};

/** How long the rest is kept, in days, where nothing is configured. */
const days: Record<string, number> = {
  findings: 30,
  failedHandshakes: 30,
  messages: 30,
  latestMessages: 30,
  commands: 30,
  reliabilityMonths: 365,
  reliabilityYears: 365,
  journal: 30,
  idTagCache: 1,
  dismissals: 1 / 24,
  unknownTokens: 7,
  audit: 365,
  sessions: 30,
  sessionsByAccount: 30,
  signInTries: 1 / 24,
  passwordLinks: 30 / (24 * 60),
  transactionKeys: 365,
  samples: 365,
  dataTransfers: 365,
  securityEvents: 365,
  certificateRequests: 365,
  issuedCertificates: 365 + 30,
  issuedByStation: 365 + 30,
  issuedByEnd: 365 + 30,
  revokedCertificates: 365 + 30,
  startProfiles: 1 / 144,
  reportedProfiles: 30,
  profileReports: 30,
  externalLimits: 30,
  vehicleNeeds: 30,
  vehicleSchedules: 30,
  sessionCharging: 365,
  transactionEvents: 365,
  remoteStarts: 30,
  deviceReports: 30,
  deviceEvents: 30,
  eventStreams: 30,
  streamTails: 30,
  customerReports: 1 / 24,
  pkiRequests: 365,
  uploads: 30,
  uploadTokens: 30,
  publications: 365,
  processReports: 30,
  payments: 365,
  batterySwaps: 365,
  derEvents: 365,
  files: 365,
};

/** What ends with the time that the charger was told, or with the file that it is of. */
const dated = ["profiles", "reservations", "pieces"];

/** What people do, who have accounts and forget their passwords. */
async function peoplesDay({ people }: Csms) {
  const person = {
    email: "ada@example.org",
    name: "Ada",
    role: "admin",
    password: "correct horse",
  } as const;
  await people.accounts.create(person);
  const place = { address: "192.0.2.7" };
  await assert.rejects(people.signIn({ email: person.email, password: "wrong", ...place }));
  await people.signIn({ email: person.email, password: person.password, ...place });
  await assert.rejects(people.signIn({ email: "eve@example.org", password: "wrong", ...place }));
  await people.forgot(person.email, place.address);
  await people.apiTokens.create({ name: "home", scope: "read" });
}

/** A day in the life of a charger, in which every collection is written. */
async function everything(ws: string, cp: Charger, csms: Awaited<ReturnType<typeof kvolt>>) {
  const { csms: rules } = csms;
  await cp.boot();
  await rules.tokens.put({ id: "GROUP", status: "Accepted" });
  await rules.tokens.put({ id: "TAG-1", status: "Accepted", parent: "GROUP", aliases: ["CARD"] });
  await cp.call("Heartbeat", {});
  await cp.call("StatusNotification", {
    connectorId: 1,
    errorCode: "NoError",
    status: "Preparing",
  });
  await cp.call("Authorize", { idTag: "TAG-1" });
  await cp.call("Authorize", { idTag: "STRANGER" });
  const start = { connectorId: 1, idTag: "TAG-1", meterStart: 0, timestamp: at(0) };
  const { transactionId } = await cp.call("StartTransaction", start);
  const meterValue = [{ timestamp: at(10), sampledValue: [{ value: "1000" }] }];
  await cp.call("MeterValues", { connectorId: 1, transactionId, meterValue });
  await cp.call("MeterValues", { connectorId: 7, meterValue });
  await cp.call("StopTransaction", {
    ...{ transactionId, meterStop: 2000, timestamp: at(20), mood: "tired" },
    transactionData: [{ timestamp: at(20), sampledValue: [{ value: "2000" }] }],
  });
  await rules.analytics.settle();
  await cp.call("StopTransaction", { transactionId: 4711, meterStop: 1, timestamp: at(30) });
  await cp.call("StartTransaction", { ...start, connectorId: 2, timestamp: at(40) });
  await cp.call("DataTransfer", { vendorId: "default", data: "x" });
  await cp.call("FirmwareStatusNotification", { status: "Idle" });
  await cp.call("DiagnosticsStatusNotification", { status: "Idle" });
  await cp.call("LogStatusNotification", { status: "Idle", requestId: 1 });
  await cp.call("SignedFirmwareStatusNotification", { status: "Idle" });
  await cp.call("SecurityEventNotification", { type: "Tamper", timestamp: at(0) });
  await cp.call("SignCertificate", { csr: "-----BEGIN CERTIFICATE REQUEST-----" });
  await cp.call("SignCertificate", { csr: await signingRequest("CP-1") });
  const { items: [wish] } = await rules.certificates.requests.page("CP-1", { limit: 1 });
  const signing = rules.certificates.requests.sign("CP-1", wish!.value.id);
  await cp.answers("CertificateSigned", { status: "Accepted" });
  await signing;
  const { items: [issued] } = await rules.certificates.issued.page({ limit: 1 });
  await rules.certificates.issued.revoke(issued!.serial);
  await assert.rejects(cp.call("Sing", {}));
  cp.raw("not a frame");
  const asked: [() => Promise<unknown>, string, unknown][] = [
    [
      () => rules.ask("CP-1", "getConfiguration", {}),
      "GetConfiguration",
      { configurationKey: [{ key: "A", readonly: false, value: "1" }] },
    ],
    [
      () =>
        rules.ask("CP-1", "reserve", {
          ...{ id: 1, evse: 1, token: "TAG-1" },
          expiresAt: new Date(Date.now() + DAY).toISOString(),
        }),
      "ReserveNow",
      { status: "Accepted" },
    ],
    [
      () => rules.localLists.send("CP-1", [{ token: "TAG-1", status: "Accepted" }], "Full"),
      "SendLocalList",
      { status: "Accepted" },
    ],
    [
      () =>
        rules.ask("CP-1", "setProfile", {
          evse: 2,
          profile: {
            ...{ id: 1, stackLevel: 0, purpose: "TxDefaultProfile", kind: "Absolute" },
            validTo: new Date(Date.now() + DAY).toISOString(),
            schedule: { unit: "A", periods: [{ startPeriod: 0, limit: 16 }] },
          },
        }),
      "SetChargingProfile",
      { status: "Accepted" },
    ],
    [
      () =>
        rules.transactions.remoteStart("CP-1", {
          ...{ token: "TAG-1", evse: 3 },
          profile: {
            ...{ id: 2, stackLevel: 0, purpose: "TxProfile", kind: "Relative" },
            schedule: { unit: "A", periods: [{ startPeriod: 0, limit: 16 }] },
          },
        }),
      "RemoteStartTransaction",
      { status: "Accepted" },
    ],
    [
      () => rules.ask("CP-1", "dataTransfer", { vendorId: "V" }),
      "DataTransfer",
      { status: "Accepted" },
    ],
  ];
  for (const [ask, action, answer] of asked) {
    const asking = ask();
    await cp.answers(action, answer);
    await asking;
  }
  await rules.apply((change) => {
    const frame = { direction: "in", kind: "malformed", text: "so many are sorted" } as const;
    for (let n = 0; n < 1_000; n++) rules.messages.add(change, "CP-1", frame);
    return Promise.resolve();
  });
  await peoplesDay(rules);
  await smartChargingDay(ws);
  await dayOf2x(ws, rules);
  await rawPeer(ws, "/ocpp");
}

Deno.test("law 16: everything that grows has an expiry, and what stays is bounded by something else", async () => {
  await using file = await database();
  const env = { LOG_SKIP: "", SIMULATOR: "on", SECRET_KEY };
  const csms = await kvolt({ KV_PATH: file.path, ...env });
  const cp = await charger(csms.ws, "CP-1");
  await everything(csms.ws, cp, csms);
  await csms.csms.virtual.create({ id: "V1", version: "1.6", connectors: 1, quirks: {} });
  // A tally is there until the rollups have it, a few seconds after the first.
  await csms.csms.analytics.settle();
  const last = { connectorId: 4, idTag: "TAG-1", meterStart: 0, timestamp: at(50) };
  const { transactionId } = await cp.call("StartTransaction", last);
  await cp.call("StopTransaction", { transactionId, meterStop: 10, timestamp: at(55) });
  await cp.close();
  await csms.stop();

  const kv = await Deno.openKv(file.path);
  const now = Date.now();
  const found = new Map<string, number>();
  for await (const { key, value } of kv.list<Envelope<unknown>>({ prefix: [] })) {
    const name = String(key[0]);
    found.set(name, 1 + (found.get(name) ?? 0));
    if (name in staying) continue;
    const { expiresAt } = value;
    const where = key.join("/");
    assert.equal(typeof expiresAt, "number", `${where} stays for ever`);
    const kept = (expiresAt! - now) / DAY;
    assert.ok(kept > 0 && kept < 400, `${where}: ${kept} days`);
    if (name in days) {
      assert.ok(
        Math.abs(kept - days[name]!) < Math.min(0.1, days[name]! / 10),
        `${where}: ${kept} days`,
      );
    }
  }
  const store = openStore(kv, { now: () => new Date(), exclusive: true });
  const names = Object.entries(store).filter(([, value]) =>
    typeof value === "object" && "page" in value
  ).map(([name]) => name);
  const known = [...Object.keys(staying), ...Object.keys(days), ...dated];
  assert.deepEqual(names.toSorted(), known.toSorted(), "every collection is judged here");
  assert.deepEqual(names.filter((name) => !found.has(name)), [], "every collection was written");
  store.close();
});

Deno.test("law 16: what a setting keeps for less long goes earlier", async () => {
  await using file = await database();
  const set = { LOG_DAYS: "1", EVENT_DAYS: "2", SAMPLE_DAYS: "3", AUDIT_DAYS: "4" };
  const csms = await kvolt({ ...set, KV_PATH: file.path, SECRET_KEY });
  const cp = await charger(csms.ws, "CP-1");
  await everything(csms.ws, cp, csms);
  await cp.close();
  await csms.stop();
  const kv = await Deno.openKv(file.path);
  for (
    const [name, wanted] of Object.entries({
      messages: 1,
      latestMessages: 1,
      journal: 2,
      samples: 3,
      dataTransfers: 4,
    })
  ) {
    for await (const { value } of kv.list<Envelope<unknown>>({ prefix: [name] })) {
      const kept = (value.expiresAt! - Date.now()) / DAY;
      assert.ok(Math.abs(kept - wanted) < 0.1, `${name}: ${kept} days`);
    }
  }
  kv.close();
});

Deno.test("law 16: a charger that sends the same for ever fills nothing: answers and findings are bounded", async () => {
  await using file = await database();
  const csms = await kvolt({ KV_PATH: file.path });
  const cp = await charger(csms.ws, "CP-1");
  await cp.boot();
  for (let i = 0; i < 50; i++) {
    await cp.call("DataTransfer", { vendorId: "V", data: String(i) });
    await cp.call("StatusNotification", {
      ...{ connectorId: 1, errorCode: "NoError", status: "Charging", mood: i },
    });
  }
  await cp.close();
  await csms.stop();
  const kv = await Deno.openKv(file.path);
  const count = async (name: string) => (await Array.fromAsync(kv.list({ prefix: [name] }))).length;
  assert.equal(await count("answers"), 16);
  assert.equal(await count("findings"), 1);
  assert.equal(await count("connectors"), 1);
  kv.close();
});

/** What tells of a station after it was removed: business records, and logs until they expire. */
const outliving = [
  ...["transactions", "transactionsByTime", "transactionsByStation", "transactionsByToken"],
  ...["openTransactions", "openByToken", "transactionKeys", "transactionEvents", "samples"],
  ...["sessionCharging", "payments", "batterySwaps", "tallies"],
  ...["rollupDays", "rollupMonths", "rollupYears"],
  ...["reliabilityMonths", "reliabilityYears"],
  ...[
    "journal",
    "messages",
    "latestMessages",
    "commands",
    "dataTransfers",
    "securityEvents",
    "deviceEvents",
  ],
  ...["derEvents", "certificateRequests", "pkiRequests", "processReports", "failedHandshakes"],
  ...["uploads", "uploadTokens", "pieces", "issuedByStation", "dismissals"],
];

Deno.test("law 16: of a station that is removed nothing stays but business records, and logs that expire", async () => {
  await using file = await database();
  const csms = await kvolt({ KV_PATH: file.path, LOG_SKIP: "", SECRET_KEY });
  const cp = await charger(csms.ws, "CP-1");
  await everything(csms.ws, cp, csms);
  const stations = ["CP-1", "CP-SMART", "CP-2X"];
  for (const id of stations) assert.ok(await csms.csms.stations.remove(id));
  await cp.close();
  await csms.stop();
  const kv = await Deno.openKv(file.path);
  const left = new Set<string>();
  for await (const { key } of kv.list({ prefix: [] })) {
    if (key.some((part) => stations.includes(String(part)))) left.add(String(key[0]));
  }
  kv.close();
  assert.deepEqual([...left].filter((name) => !outliving.includes(name)), []);
  assert.ok(left.has("transactionsByStation"), "what was charged stays");
});
