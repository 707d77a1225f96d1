import assert from "node:assert/strict";
import { v16 } from "../../../ocpp/v16/mod.ts";
import { room } from "../../csms/room.ts";
import { findingsOf } from "../../support/findings.ts";
import { official, officialActions } from "../../support/official.ts";
import { plug } from "../../support/plug.ts";

const hash = {
  ...{ hashAlgorithm: "SHA256", issuerNameHash: "a", issuerKeyHash: "b", serialNumber: "c" },
};
const at = "2026-01-01T00:00:00Z";
const profile = {
  ...{ chargingProfileId: 1, stackLevel: 0, chargingProfilePurpose: "TxDefaultProfile" },
  chargingProfileKind: "Absolute",
  chargingSchedule: {
    ...{ chargingRateUnit: "A", startSchedule: at },
    chargingSchedulePeriod: [{ startPeriod: 0, limit: 16 }],
  },
};
const yes = { status: "Accepted" };

/** Every action that a CSMS sends, with a request and an answer. */
const calls: Readonly<Record<string, readonly [request: unknown, answer: unknown]>> = {
  CancelReservation: [{ reservationId: 1 }, yes],
  CertificateSigned: [{ certificateChain: "PEM" }, yes],
  ChangeAvailability: [{ connectorId: 1, type: "Operative" }, yes],
  ChangeConfiguration: [{ key: "A", value: "1" }, yes],
  ClearCache: [{}, yes],
  ClearChargingProfile: [{ id: 1 }, { status: "Unknown" }],
  DataTransfer: [{ vendorId: "v" }, { status: "Accepted", data: "x" }],
  DeleteCertificate: [{ certificateHashData: hash }, { status: "NotFound" }],
  ExtendedTriggerMessage: [{ requestedMessage: "Heartbeat" }, yes],
  GetCompositeSchedule: [{ connectorId: 1, duration: 1 }, { status: "Rejected" }],
  GetConfiguration: [{ key: ["A"] }, { unknownKey: ["A"] }],
  GetDiagnostics: [{ location: "ftp://h/d" }, { fileName: "f" }],
  GetInstalledCertificateIds: [{ certificateType: "CentralSystemRootCertificate" }, {
    ...{ status: "Accepted", certificateHashData: [hash] },
  }],
  GetLocalListVersion: [{}, { listVersion: 4 }],
  GetLog: [{ log: { remoteLocation: "ftp://h" }, logType: "SecurityLog", requestId: 1 }, yes],
  InstallCertificate: [
    { certificateType: "ManufacturerRootCertificate", certificate: "PEM" },
    { status: "Failed" },
  ],
  RemoteStartTransaction: [{ idTag: "T" }, yes],
  RemoteStopTransaction: [{ transactionId: 1 }, yes],
  ReserveNow: [{ connectorId: 1, expiryDate: at, idTag: "T", reservationId: 1 }, yes],
  Reset: [{ type: "Hard" }, { status: "Rejected" }],
  SendLocalList: [{ listVersion: 1, updateType: "Full" }, yes],
  SetChargingProfile: [{ connectorId: 1, csChargingProfiles: profile }, yes],
  SignedUpdateFirmware: [{
    requestId: 1,
    firmware: { location: "x", retrieveDateTime: at, signingCertificate: "c", signature: "s" },
  }, yes],
  TriggerMessage: [{ requestedMessage: "Heartbeat" }, { status: "NotImplemented" }],
  UnlockConnector: [{ connectorId: 1 }, { status: "Unlocked" }],
  UpdateFirmware: [{ location: "ftp://h/f", retrieveDate: at }, {}],
};

/** The actions that stations alone send. */
const theirs = [
  ...["Authorize", "BootNotification", "DiagnosticsStatusNotification", "Heartbeat", "MeterValues"],
  ...["FirmwareStatusNotification", "LogStatusNotification", "SecurityEventNotification"],
  ...["SignCertificate", "SignedFirmwareStatusNotification", "StartTransaction"],
  ...["StatusNotification", "StopTransaction"],
];

Deno.test("39 actions: 26 that a CSMS sends, 13 that stations send, DataTransfer both ways", () => {
  assert.equal(Object.keys(calls).length, 26);
  assert.deepEqual([...Object.keys(calls), ...theirs].sort(), officialActions("ocpp1.6"));
  const handled = [...v16.actions.values()].filter(({ handler }) => handler).map(({ name }) =>
    name
  );
  assert.deepEqual(handled.sort(), ["DataTransfer", ...theirs].sort());
});

for (const [action, [request, answer]] of Object.entries(calls)) {
  Deno.test(`${action} is sent by its name, and the answer comes back as it is`, async () => {
    await using it = await room();
    await it.station();
    assert.equal(official("ocpp1.6", "conf", action)(answer), null);
    const station = plug(it, "CP-1", { [action]: () => answer });
    assert.deepEqual(await it.csms.call("CP-1", action, request), answer);
    assert.deepEqual(station.asked, [{ action, payload: request }]);
    assert.deepEqual(await findingsOf(it.csms, "CP-1"), []);
    station.unplug();
  });
}
