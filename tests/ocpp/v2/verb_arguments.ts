/** Arguments of every verb, such that both 2.0.1 and 2.1 have words for them. */
import fc from "fast-check";
import type { ChargingProfile } from "../../../csms/model.ts";
import type { CertificateHash } from "../../../csms/model/certificate.ts";
import type { Tariff } from "../../../csms/model/tariff.ts";
import type { Args, Verb } from "../../../csms/verbs.ts";

const text = (maxLength: number) =>
  fc.string({ unit: "grapheme-ascii", minLength: 1, maxLength }).filter((t) => t.trim() !== "");
const count = fc.integer({ min: 0, max: 100_000 });
const place = fc.integer({ min: 1, max: 8 });
const anyPlace = fc.integer({ min: 0, max: 8 });
const amount = fc.double({ min: 0, max: 1e6, noNaN: true });
const yesNo = fc.boolean();
const time = fc.date({
  min: new Date("2020-01-01T00:00:00Z"),
  max: new Date("2090-01-01T00:00:00Z"),
  noInvalidDate: true,
}).map((date) => date.toISOString());
const url = fc.webUrl().filter(({ length }) => length < 500);
const list = <T>(each: fc.Arbitrary<T>) => fc.array(each, { minLength: 1, maxLength: 3 });
const one = <const T extends readonly unknown[]>(...words: T) =>
  fc.constantFrom(...words) as fc.Arbitrary<T[number]>;
const kind = one("Central", "eMAID", "ISO14443", "ISO15693", "KeyCode", "Local", "MacAddress");
const unit = one("A", "W");

/** An object whose optional fields are there, undefined or absent. */
function record<F extends object, O extends object = Record<never, never>>(
  fields: { [K in keyof F]: fc.Arbitrary<F[K]> },
  optional: { [K in keyof O]: fc.Arbitrary<O[K]> } = {} as never,
): fc.Arbitrary<F & { [K in keyof O]?: O[K] }> {
  const names = Object.entries<fc.Arbitrary<unknown>>(optional);
  const maybe = names.map(([name, each]) => [name, fc.option(each, { nil: undefined })]);
  const all = { ...fields, ...Object.fromEntries(maybe) } as Record<string, fc.Arbitrary<unknown>>;
  const requiredKeys = Object.keys(fields) as never[];
  return fc.record(all, { requiredKeys, noNullPrototype: true }) as never;
}

const component = record({ name: text(50) }, {
  ...{ instance: text(50), evse: place, connector: place },
});
const variable = record({ name: text(50) }, { instance: text(50) });
const attribute = one("Actual", "Target", "MinSet", "MaxSet");
const item = record({ component, variable }, { type: attribute });
const items = list(item);
const selected = list(record({ component }, { variable }));
const requestId = count;
const remoteId = text(36);
const retried = { retries: count, retryInterval: count };

const period = record({ startPeriod: count, limit: amount }, {
  ...{ numberPhases: one(1, 2, 3), phaseToUse: one(1, 2, 3) },
});
const schedule = record({ unit, periods: list(period) }, {
  ...{ id: count, duration: count, startSchedule: time, minChargingRate: amount },
});
const profile = record({
  ...{ id: count, stackLevel: count, kind: one("Absolute", "Recurring", "Relative"), schedule },
  purpose: one("ChargingStationMaxProfile", "TxDefaultProfile", "TxProfile"),
}, {
  ...{ transaction: text(36), recurrency: one("Daily", "Weekly"), validFrom: time, validTo: time },
  alternatives: fc.array(schedule, { maxLength: 2 }),
}) as fc.Arbitrary<ChargingProfile>;

const hash: fc.Arbitrary<CertificateHash> = record({
  hashAlgorithm: one("SHA256", "SHA384", "SHA512"),
  ...{ issuerNameHash: text(128), issuerKeyHash: text(128), serialNumber: text(40) },
});

const clock = fc.tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map((parts) => parts.map((part) => String(part).padStart(2, "0")).join(":"));
const when = record({}, {
  ...{ from: clock, to: clock, days: list(one("Mon", "Sat", "Sun")) },
  ...{ minEnergyWh: count, maxEnergyWh: count, minPowerW: count, maxPowerW: count },
  ...{ minSeconds: count, maxSeconds: count },
});
const tax = record({ name: text(20), percent: amount }, { stack: count });
const prices = record({ prices: list(record({ price: amount }, { when })) }, {
  taxes: fc.array(tax, { maxLength: 3 }),
});
const tariff = record({
  ...{ id: text(60), currency: fc.constant("EUR"), timeZone: fc.constant("UTC"), changedAt: time },
}, {
  ...{ description: text(500), energy: prices, charging: prices, idle: prices, fixed: prices },
  ...{ minCost: amount, maxCost: amount },
}) as fc.Arbitrary<Tariff>;

const displayText = record({ format: one("ASCII", "HTML", "URI", "UTF8"), content: text(512) }, {
  language: text(8),
});
const message = record({
  ...{ id: count, priority: one("AlwaysFront", "InFront", "NormalCycle"), text: displayText },
}, {
  ...{ state: one("Charging", "Faulted", "Idle", "Unavailable"), startAt: time, endAt: time },
  ...{ transaction: text(36), display: component },
});

/** By verb; a verb without them does not compile. */
export const verbArguments: { readonly [V in Verb]: fc.Arbitrary<Args<V>> } = {
  start: record({ token: text(36), remoteStartId: count }, {
    ...{ type: kind, group: text(40), evse: place, connector: place, profile },
  }),
  stop: record({ transaction: text(36) }, { remoteId }),
  transactionStatus: record({ remoteId }),
  reset: record({ type: one("soft", "hard") }, { evse: place }),
  unlock: record({ evse: place, connector: place }),
  availability: record({ evse: anyPlace, operative: yesNo }, { connector: place }),
  trigger: record({
    message: one("BootNotification", "Heartbeat", "MeterValues", "StatusNotification"),
  }, { evse: place, connector: place }),
  tell: record({ what: one("boot", "meter", "certificate") }, { evse: place }),
  setProfile: record({ evse: anyPlace, profile }),
  clearProfile: record({}, {
    ...{ id: count, evse: anyPlace, purpose: one("TxProfile", "TxDefaultProfile") },
    stackLevel: count,
  }),
  composite: record({ evse: anyPlace, duration: count }, { unit }),
  reportProfiles: record({ request: count }, {
    ...{ evse: anyPlace, purpose: one("TxProfile", "TxDefaultProfile"), stackLevel: count },
    ...{ ids: list(count), sources: list(one("CSO", "EMS")) },
  }),
  updateProfile: record({ id: count, values: record({}, { limit: amount }) }),
  prioritize: record({ transaction: text(36), active: yesNo }),
  allowTransfer: record({ transaction: text(36), modes: list(one("DC", "AC_single_phase")) }),
  gridSignal: record({ signal: count, at: time }),
  reserve: record({ id: count, evse: anyPlace, token: text(36), expiresAt: time }, {
    ...{ tokenType: kind, group: text(36), connectorType: one("cCCS2", "sType2") },
  }),
  cancelReservation: record({ id: count }),
  sendList: record({
    ...{ version: count, update: one("Full", "Differential") },
    entries: fc.array(
      record({ token: text(36) }, {
        ...{ type: kind, status: one("Accepted", "Blocked", "Expired", "Invalid") },
        ...{ expiresAt: time, parent: text(36) },
      }),
      { maxLength: 3 },
    ),
  }),
  listVersion: record({}),
  clearCache: record({}),
  getConfiguration: record({}, { keys: list(fc.constant("OCPPCommCtrlr.Heartbeat")), requestId }),
  setConfiguration: record({ key: fc.constant("OCPPCommCtrlr.Heartbeat"), value: text(500) }),
  giveKey: record({ secret: fc.constant("0123456789abcdef0123456789abcdef01234567") }),
  updateFirmware: record({ location: url, retrieveAt: time }, {
    ...{ ...retried, requestId, signingCertificate: text(5500), signature: text(800) },
    ...{ installAt: time, number: count },
  }),
  publishFirmware: record({ location: url, checksum: text(32), requestId }, retried),
  unpublishFirmware: record({ checksum: text(32) }),
  getLog: record({ location: url }, {
    ...{ type: one("diagnostics", "security"), requestId, ...retried },
    ...{ from: time, to: time, number: count },
  }),
  readVariables: record({ items }),
  writeVariables: record({
    items: list(record({ component, variable, value: text(1000) }, { type: attribute })),
  }),
  report: record({ requestId }, {
    base: one("ConfigurationInventory", "FullInventory", "SummaryInventory"),
    ...{ criteria: list(one("Active", "Available", "Enabled", "Problem")), items: selected },
  }),
  networkProfile: record({
    slot: count,
    profile: record({
      ...{ url, interface: one("Wired0", "Wireless0"), securityProfile: count },
      // 2.0.1 has to be told it, 2.1 need not be.
      ...{ messageTimeout: count, version: one("OCPP12", "OCPP15", "OCPP16", "OCPP20") },
    }, {
      apn: fc.constant({ apn: "internet", apnAuthentication: "AUTO" }),
    }),
  }),
  watch: record({
    items: list(
      record({
        ...{ component, variable, type: one("UpperThreshold", "Delta"), value: amount },
        severity: fc.integer({ min: 0, max: 9 }),
      }, { id: count, transaction: yesNo }),
    ),
  }),
  unwatch: record({ ids: list(count) }),
  watchBase: record({ base: one("All", "FactoryDefault", "HardWiredOnly") }),
  watchLevel: record({ severity: fc.integer({ min: 0, max: 9 }) }),
  watchReport: record({ requestId }, {
    criteria: list(one("ThresholdMonitoring", "DeltaMonitoring", "PeriodicMonitoring")),
    items: selected,
  }),
  streams: record({}),
  adjustStream: record({ id: count }, { interval: count, values: count }),
  customerInformation: record({ requestId, report: yesNo, clear: yesNo }, {
    ...{ token: record({ id: text(36), type: kind }), customer: text(64) },
  }),
  showMessage: record({ message }),
  listMessages: record({ requestId }, {
    ...{ ids: list(count), priority: one("InFront"), state: one("Idle") },
  }),
  clearMessage: record({ id: count }),
  installCertificate: record({
    ...{ use: one("V2GRootCertificate", "CSMSRootCertificate"), certificate: text(5500) },
  }),
  deleteCertificate: record({ hash }),
  listCertificates: record({}, { use: one("V2GRootCertificate", "V2GCertificateChain") }),
  certificateSigned: record({ chain: text(10_000) }, {
    use: one("ChargingStationCertificate", "V2GCertificate"),
  }),
  dataTransfer: record({ vendorId: text(255) }, { messageId: text(50), data: text(500) }),
  tellCost: record({ transaction: text(36), cost: amount }, { remoteId }),
  setTariff: record({ evse: anyPlace, tariff }),
  getTariffs: record({ evse: anyPlace }),
  clearTariffs: record({}, { ids: list(text(60)), evse: anyPlace }),
  changeTariff: record({ transaction: text(36), tariff }, { remoteId }),
  tellWebPayment: record({ evse: anyPlace, timeout: count }),
  swapBattery: record({ token: text(36), requestId }, { tokenType: kind }),
  setDerControl: record({
    ...{ id: text(36), type: one("Gradients"), isDefault: yesNo },
    settings: record({
      gradient: record({ priority: count, gradient: count, softGradient: count }),
    }),
  }),
  getDerControls: record({ requestId }, {
    ...{ id: text(36), type: one("Gradients"), isDefault: yesNo },
  }),
  clearDerControls: record({ isDefault: yesNo }, { id: text(36), type: one("Gradients") }),
};
