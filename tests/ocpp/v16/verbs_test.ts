// deno-lint-ignore-file no-explicit-any
import assert from "node:assert/strict";
import type { ChargingProfile } from "../../../csms/model.ts";
import type { CertificateHash } from "../../../csms/model/certificate.ts";
import type { Args, Result, Verb } from "../../../csms/verbs.ts";
import { v16 } from "../../../ocpp/v16/mod.ts";
import { room } from "../../csms/room.ts";
import { official } from "../../support/official.ts";
import { plug } from "../../support/plug.ts";

const profile: ChargingProfile = {
  ...{ id: 7, stackLevel: 1, purpose: "ChargingStationMaxProfile", kind: "Recurring" },
  ...{
    recurrency: "Daily",
    validFrom: "2026-01-01T00:00:00.500Z",
    validTo: "2026-02-01T01:00:00+01:00",
  },
  schedule: {
    ...{ unit: "A", duration: 3600, startSchedule: "2026-01-01T00:00:00Z", minChargingRate: 6 },
    periods: [{ startPeriod: 0, limit: 16, numberPhases: 3 }, { startPeriod: 60, limit: 7.5 }],
  },
};
const wireProfile = {
  ...{ chargingProfileId: 7, stackLevel: 1, chargingProfilePurpose: "ChargePointMaxProfile" },
  ...{ chargingProfileKind: "Recurring", recurrencyKind: "Daily" },
  ...{ validFrom: "2026-01-01T00:00:00Z", validTo: "2026-02-01T00:00:00Z" },
  chargingSchedule: {
    ...{ duration: 3600, startSchedule: "2026-01-01T00:00:00Z", chargingRateUnit: "A" },
    chargingSchedulePeriod: [{ startPeriod: 0, limit: 16, numberPhases: 3 }, {
      ...{ startPeriod: 60, limit: 7.5 },
    }],
    minChargingRate: 6,
  },
};
const when = "2026-01-02T03:04:05.678+00:00";
const then = "2026-01-02T03:04:05Z";
const hash: CertificateHash = {
  hashAlgorithm: "SHA256",
  issuerNameHash: "aa",
  issuerKeyHash: "bb",
  serialNumber: "1",
};

/** A verb with arguments, the request it becomes, and each answer with what it means. */
type Case<V extends Verb = Verb> = readonly [
  verb: V,
  args: Args<V>,
  action: string,
  request: unknown,
  answers: readonly (readonly [answer: unknown, result: Result<V>])[],
];
const said = (...words: [string, boolean][]) =>
  words.map(([status, accepted]) => [{ status }, { accepted, status }] as const);
const yesNo = said(["Accepted", true], ["Rejected", false]);
/** What a station says of a key that is set. */
const changed = said(
  ["Accepted", true],
  ["RebootRequired", true],
  ["Rejected", false],
  ["NotSupported", false],
);
const row = <V extends Verb>(...row: Case<V>) => row as unknown as Case;

const cases: readonly Case[] = [
  row("start", { token: "TAG" }, "RemoteStartTransaction", { idTag: "TAG" }, yesNo),
  row("start", { token: "TAG", evse: 2, connector: 1, profile }, "RemoteStartTransaction", {
    ...{ idTag: "TAG", connectorId: 2, chargingProfile: wireProfile },
  }, yesNo),
  row("stop", { transaction: "17" }, "RemoteStopTransaction", { transactionId: 17 }, yesNo),
  row("reset", { type: "soft" }, "Reset", { type: "Soft" }, yesNo),
  row("reset", { type: "hard" }, "Reset", { type: "Hard" }, yesNo),
  row(
    "unlock",
    { evse: 2, connector: 1 },
    "UnlockConnector",
    { connectorId: 2 },
    said(
      ...[["Unlocked", true], ["UnlockFailed", false], ["NotSupported", false]] as [
        string,
        boolean,
      ][],
    ),
  ),
  row("availability", { evse: 0, operative: false }, "ChangeAvailability", {
    ...{ connectorId: 0, type: "Inoperative" },
  }, said(["Accepted", true], ["Scheduled", true], ["Rejected", false])),
  row("availability", { evse: 1, connector: 1, operative: true }, "ChangeAvailability", {
    ...{ connectorId: 1, type: "Operative" },
  }, yesNo),
  row("trigger", { message: "StatusNotification", evse: 1 }, "TriggerMessage", {
    ...{ requestedMessage: "StatusNotification", connectorId: 1 },
  }, said(["Accepted", true], ["Rejected", false], ["NotImplemented", false])),
  row("trigger", { message: "LogStatusNotification" }, "ExtendedTriggerMessage", {
    requestedMessage: "LogStatusNotification",
  }, yesNo),
  row("trigger", { message: "SignChargingStationCertificate" }, "ExtendedTriggerMessage", {
    requestedMessage: "SignChargePointCertificate",
  }, yesNo),
  row("tell", { what: "boot" }, "TriggerMessage", { requestedMessage: "BootNotification" }, yesNo),
  row("tell", { what: "meter", evse: 2 }, "TriggerMessage", {
    ...{ requestedMessage: "MeterValues", connectorId: 2 },
  }, yesNo),
  row("tell", { what: "certificate" }, "ExtendedTriggerMessage", {
    requestedMessage: "SignChargePointCertificate",
  }, yesNo),
  row("setProfile", { evse: 0, profile }, "SetChargingProfile", {
    ...{ connectorId: 0, csChargingProfiles: wireProfile },
  }, said(["Accepted", true], ["Rejected", false], ["NotSupported", false])),
  row("clearProfile", {}, "ClearChargingProfile", {}, said(["Accepted", true], ["Unknown", false])),
  row(
    "clearProfile",
    { id: 7, evse: 1, purpose: "ChargingStationMaxProfile", stackLevel: 0 },
    "ClearChargingProfile",
    {
      ...{ id: 7, connectorId: 1, chargingProfilePurpose: "ChargePointMaxProfile", stackLevel: 0 },
    },
    said(["Accepted", true]),
  ),
  row("composite", { evse: 1, duration: 60, unit: "W" }, "GetCompositeSchedule", {
    ...{ connectorId: 1, duration: 60, chargingRateUnit: "W" },
  }, [
    [{ status: "Rejected" }, { accepted: false, status: "Rejected" }],
    [{
      ...{ status: "Accepted", connectorId: 1, scheduleStart: then },
      chargingSchedule: {
        chargingRateUnit: "W",
        chargingSchedulePeriod: [{ startPeriod: 0, limit: 1 }],
      },
    }, {
      ...{ accepted: true, status: "Accepted", start: then, unit: "W" },
      periods: [{ startPeriod: 0, limit: 1 }],
    }],
  ]),
  row(
    "reserve",
    { id: 5, evse: 1, token: "T", group: "G", expiresAt: when },
    "ReserveNow",
    {
      ...{ reservationId: 5, connectorId: 1, idTag: "T", parentIdTag: "G", expiryDate: then },
    },
    said(
      ["Accepted", true],
      ["Faulted", false],
      ["Occupied", false],
      ["Rejected", false],
      ["Unavailable", false],
    ),
  ),
  row("cancelReservation", { id: 5 }, "CancelReservation", { reservationId: 5 }, yesNo),
  row(
    "sendList",
    {
      ...{ version: 3, update: "Differential" },
      entries: [{ token: "A", status: "Accepted", expiresAt: when, parent: "P" }, { token: "B" }],
    },
    "SendLocalList",
    {
      ...{ listVersion: 3, updateType: "Differential" },
      localAuthorizationList: [
        { idTag: "A", idTagInfo: { status: "Accepted", expiryDate: then, parentIdTag: "P" } },
        { idTag: "B" },
      ],
    },
    said(
      ["Accepted", true],
      ["Failed", false],
      ["NotSupported", false],
      ["VersionMismatch", false],
    ),
  ),
  row("listVersion", {}, "GetLocalListVersion", {}, [
    [{ listVersion: 4 }, { accepted: true, status: "Accepted", version: 4 }],
    [{ listVersion: 0 }, { accepted: true, status: "Accepted", version: 0 }],
    [{ listVersion: -1 }, { accepted: false, status: "NotSupported", version: -1 }],
  ]),
  row("clearCache", {}, "ClearCache", {}, yesNo),
  row("getConfiguration", {}, "GetConfiguration", {}, [
    [{}, { accepted: true, status: "Accepted", keys: [], unknown: [] }],
  ]),
  row("getConfiguration", { keys: ["A", "B"] }, "GetConfiguration", { key: ["A", "B"] }, [[{
    ...{ configurationKey: [{ key: "A", readonly: true, value: "1" }], unknownKey: ["B"] },
  }, {
    ...{ accepted: true, status: "Accepted", unknown: ["B"] },
    keys: [{ key: "A", readonly: true, value: "1" }],
  }]]),
  row(
    "setConfiguration",
    { key: "A", value: "1" },
    "ChangeConfiguration",
    { key: "A", value: "1" },
    changed,
  ),
  row(
    "giveKey",
    { secret: "0123456789abcdef0123456789abcdef01234567" },
    "ChangeConfiguration",
    { key: "AuthorizationKey", value: "0123456789abcdef0123456789abcdef01234567" },
    changed,
  ),
  row(
    "updateFirmware",
    { location: "ftp://h/f", retrieveAt: when, retries: 2, retryInterval: 9 },
    "UpdateFirmware",
    {
      ...{ location: "ftp://h/f", retrieveDate: then, retries: 2, retryInterval: 9 },
    },
    [[{}, { accepted: true, status: "Accepted" }]],
  ),
  row(
    "updateFirmware",
    {
      ...{ location: "https://h/f", retrieveAt: when, installAt: when, requestId: 4 },
      ...{ signingCertificate: "PEM", signature: "abc", retries: 1, retryInterval: 5 },
    },
    "SignedUpdateFirmware",
    {
      ...{ requestId: 4, retries: 1, retryInterval: 5 },
      firmware: {
        ...{ location: "https://h/f", retrieveDateTime: then, installDateTime: then },
        ...{ signingCertificate: "PEM", signature: "abc" },
      },
    },
    said(
      ["Accepted", true],
      ["Rejected", false],
      ["AcceptedCanceled", true],
      ["InvalidCertificate", false],
      ["RevokedCertificate", false],
    ),
  ),
  row(
    "getLog",
    { location: "ftp://h/", retries: 1, retryInterval: 2, from: when, to: when },
    "GetDiagnostics",
    {
      ...{ location: "ftp://h/", retries: 1, retryInterval: 2, startTime: then, stopTime: then },
    },
    [
      [{ fileName: "d.zip" }, { accepted: true, status: "Accepted", filename: "d.zip" }],
      [{}, { accepted: false, status: "NoFile" }],
    ],
  ),
  row(
    "getLog",
    {
      ...{ location: "ftp://h/", type: "security", requestId: 3, from: when, to: when, retries: 1 },
      retryInterval: 2,
    },
    "GetLog",
    {
      log: { remoteLocation: "ftp://h/", oldestTimestamp: then, latestTimestamp: then },
      ...{ logType: "SecurityLog", requestId: 3, retries: 1, retryInterval: 2 },
    },
    [
      [{ status: "Accepted", filename: "l" }, {
        accepted: true,
        status: "Accepted",
        filename: "l",
      }],
      [{ status: "AcceptedCanceled" }, { accepted: true, status: "AcceptedCanceled" }],
      [{ status: "Rejected" }, { accepted: false, status: "Rejected" }],
    ],
  ),
  row("certificateSigned", { chain: "PEM", use: "V2GCertificate" }, "CertificateSigned", {
    certificateChain: "PEM",
  }, yesNo),
  row(
    "installCertificate",
    { use: "CSMSRootCertificate", certificate: "PEM" },
    "InstallCertificate",
    { certificateType: "CentralSystemRootCertificate", certificate: "PEM" },
    said(["Accepted", true], ["Failed", false], ["Rejected", false]),
  ),
  row(
    "deleteCertificate",
    { hash },
    "DeleteCertificate",
    { certificateHashData: hash },
    said(["Accepted", true], ["Failed", false], ["NotFound", true]),
  ),
  row(
    "listCertificates",
    { use: "ManufacturerRootCertificate" },
    "GetInstalledCertificateIds",
    { certificateType: "ManufacturerRootCertificate" },
    [
      [{ status: "Accepted", certificateHashData: [hash] }, {
        ...{ accepted: true, status: "Accepted" },
        certificates: [{ use: "ManufacturerRootCertificate", hash, children: [] }],
      }],
      [{ status: "NotFound" }, { accepted: true, status: "NotFound", certificates: [] }],
    ],
  ),
  row("dataTransfer", { vendorId: "v", messageId: "m", data: "d" }, "DataTransfer", {
    ...{ vendorId: "v", messageId: "m", data: "d" },
  }, [
    [{ status: "Accepted", data: "x" }, { accepted: true, status: "Accepted", data: "x" }],
    ...said(["Rejected", false], ["UnknownMessageId", false], ["UnknownVendorId", false]),
  ]),
];

for (const [verb, args, action, request, answers] of cases) {
  const words = Object.keys(args).join(", ") || "nothing";
  Deno.test(`${verb} with ${words} is the valid ${action}, and each answer means what it says`, async () => {
    await using it = await room();
    await it.station();
    let answer: unknown;
    const station = plug(it, "CP-1", { [action]: () => answer });
    for (const [said, result] of answers) {
      answer = said;
      assert.equal(official("ocpp1.6", "conf", action)(said), null);
      assert.deepEqual(await it.csms.ask("CP-1", verb, args), result);
      assert.deepEqual(station.asked.at(-1), { action, payload: request });
    }
    station.unplug();
  });
}

Deno.test("every verb has a 1.6 action, and the table above tries each", () => {
  const tried = new Set(cases.map(([verb, , action]) => `${verb} ${action}`));
  const known = [...v16.actions.values()].flatMap(({ name, codecs }) =>
    [...codecs.keys()].map((verb) => `${verb} ${name}`)
  );
  assert.deepEqual([...tried].sort(), known.sort());
});

for (
  const [verb, args] of [
    ["reset", { type: "soft", evse: 1 }],
    ["trigger", { message: "TransactionEvent" }],
    ["getLog", { location: "ftp://h/", type: "security" }],
    ["listCertificates", {}],
    ["installCertificate", { use: "V2GRootCertificate", certificate: "PEM" }],
    ["updateFirmware", { location: "ftp://h/", retrieveAt: when, signature: "x" }],
  ] as const
) {
  Deno.test(`1.6 has no way to ${verb} with ${JSON.stringify(args)}, and says so`, async () => {
    await using it = await room();
    await it.station();
    const station = plug(it, "CP-1", {});
    await assert.rejects(it.csms.ask("CP-1", verb, args as any), { name: "Unsupported" });
    assert.deepEqual(station.asked, []);
    station.unplug();
  });
}

for (
  const [verb, args, path] of [
    ["start", { token: "x".repeat(21) }, /idTag/],
    ["stop", { transaction: "not-a-number" }, /transactionId/],
    ["reserve", { id: 1, evse: 1, token: "x".repeat(21), expiresAt: when }, /idTag/],
    ["setConfiguration", { key: "k".repeat(51), value: "" }, /key/],
    ["updateFirmware", { location: "no address", retrieveAt: when }, /location/],
  ] as const
) {
  Deno.test(`${verb} with what 1.6 cannot carry is refused here, with the field`, async () => {
    await using it = await room();
    await it.station();
    const station = plug(it, "CP-1", {});
    await assert.rejects(it.csms.ask("CP-1", verb, args as any), {
      ...{ name: "InvalidPayload", message: path },
    });
    assert.deepEqual(station.asked, []);
    station.unplug();
  });
}
