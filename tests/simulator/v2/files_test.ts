import assert from "node:assert/strict";
import { scaledClock } from "../../../simulator/scaled_clock.ts";
import { pem, statuses } from "../firmware.ts";
import { bench } from "../session.ts";

const fast = () => ({ version: "2.0.1" as const, clock: scaledClock(500) });
const past = "2026-01-01T00:00:00Z";

Deno.test("an update is downloaded, installed and booted with a new version", () =>
  bench(async ({ csms, cp }) => {
    const firmware = { location: "http://host/fw.bin", retrieveDateTime: past };
    const signed = { ...firmware, signature: "AA==", signingCertificate: pem };
    const bad = { ...signed, signingCertificate: "none" };
    const ask = async (firmware: unknown) =>
      (await csms.ask("UpdateFirmware", { requestId: 3, firmware })).status;
    assert.equal(await ask(bad), "InvalidCertificate");
    assert.equal(await ask(signed), "Accepted");
    assert.deepEqual(await statuses(csms, "FirmwareStatusNotification", "Installed"), [
      ...["Downloading", "Downloaded", "SignatureVerified", "Installing", "InstallRebooting"],
      "Installed",
    ]);
    const boots = csms.of("BootNotification");
    assert.deepEqual(boots.map(({ reason }) => reason), ["PowerUp", "FirmwareUpdate"]);
    assert.equal(boots[1].chargingStation.firmwareVersion, "1.0.1");
    assert.equal((await csms.next("SecurityEventNotification")).type, "FirmwareUpdated");
    assert.equal(cp.save().firmware, "1.0.1");
  }, fast()));

Deno.test("firmware that cannot be fetched is tried as often as asked, then given up", () =>
  bench(async ({ csms }) => {
    await csms.ask("UpdateFirmware", {
      ...{ requestId: 4, retries: 1, retryInterval: 2 },
      firmware: { location: "http://nowhere.invalid/fw.bin", retrieveDateTime: past },
    });
    await csms.next("FirmwareStatusNotification", ({ status }) => status === "DownloadFailed");
    await csms.next("FirmwareStatusNotification", ({ status }) => status === "DownloadFailed");
    assert.equal(csms.of("FirmwareStatusNotification").length, 4);
  }, fast()));

Deno.test("firmware is published to others around, and taken back", () =>
  bench(async ({ csms }) => {
    const unpublish = async () =>
      (await csms.ask("UnpublishFirmware", { checksum: "c0ffee" })).status;
    assert.equal(await unpublish(), "NoFirmware");
    const location = "http://host/fw.bin";
    await csms.ask("PublishFirmware", { location, checksum: "c0ffee", requestId: 5 });
    const action = "PublishFirmwareStatusNotification";
    assert.deepEqual(await statuses(csms, action, "Published"), [
      ...["Downloading", "Downloaded", "ChecksumVerified", "Published"],
    ]);
    assert.deepEqual(csms.of(action).at(-1).location, ["http://CP-1.local/firmware/c0ffee"]);
    assert.equal(await unpublish(), "Unpublished");
  }, fast()));

Deno.test("a log is really put where it is wanted, and a refusal is told", async () => {
  const got: string[] = [];
  const host = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen() {} }, async (request) => {
    const { pathname } = new URL(request.url);
    got.push(`${request.method} ${pathname} ${await request.text()}`);
    return new Response("thanks", { status: pathname.startsWith("/no") ? 403 : 201 });
  });
  await bench(async ({ csms, cp }) => {
    await cp.plug();
    await cp.tap("TAG-1");
    await cp.delivered();
    const ask = (requestId: number, path: string) =>
      csms.ask("GetLog", {
        ...{ requestId, logType: "DiagnosticsLog" },
        log: { remoteLocation: `http://127.0.0.1:${host.addr.port}${path}` },
      });
    assert.deepEqual(await ask(1, "/logs/"), {
      ...{ status: "Accepted", filename: "CP-1-DiagnosticsLog.log" },
    });
    assert.deepEqual(await statuses(csms, "LogStatusNotification", "Uploaded"), [
      ...["Uploading", "Uploaded"],
    ]);
    assert.match(got[0]!, /^PUT \/logs\/CP-1-DiagnosticsLog\.log .* CP-1 firmware 1\.0\.0\n/);
    assert.match(got[0]!, new RegExp(`transaction ${cp.transactions[0]!.id} on EVSE 1`));
    await ask(2, "/no");
    await csms.next("LogStatusNotification", ({ status }) => status === "UploadFailure");
  }, fast());
  await host.shutdown();
});

Deno.test("a newer log request takes the place of one that still runs", () =>
  bench(async ({ csms }) => {
    const ask = (requestId: number) =>
      csms.ask("GetLog", {
        ...{ requestId, logType: "SecurityLog", log: { remoteLocation: "ftp://host/" } },
      });
    await ask(1);
    await csms.next("LogStatusNotification");
    assert.equal((await ask(2)).status, "AcceptedCanceled");
    await csms.next("LogStatusNotification", ({ status }) => status === "Uploaded");
    assert.deepEqual(
      csms.of("LogStatusNotification").map(({ requestId, status }) => [requestId, status]),
      [[1, "Uploading"], [1, "AcceptedCanceled"], [2, "Uploading"], [2, "Uploaded"]],
    );
  }, { version: "2.1", clock: scaledClock(20) }));

Deno.test("certificates are installed, listed, deleted, and the station's own stays", () =>
  bench(async ({ csms }) => {
    const certificateType = "CSMSRootCertificate";
    const install = async (certificate: string) =>
      (await csms.ask("InstallCertificate", { certificateType, certificate })).status;
    assert.equal((await csms.ask("GetInstalledCertificateIds")).status, "NotFound");
    assert.equal(await install("none"), "Rejected");
    assert.equal(await install(pem), "Accepted");
    const { certificateHashDataChain: [one] } = await csms.ask("GetInstalledCertificateIds", {
      certificateType: [certificateType],
    });
    assert.equal(one.certificateType, certificateType);
    const { certificateHashData } = one;
    const remove = async () =>
      (await csms.ask("DeleteCertificate", { certificateHashData })).status;
    assert.equal(await remove(), "Accepted");
    assert.equal(await remove(), "NotFound");
    const sign = async (certificateChain: string) =>
      (await csms.ask("CertificateSigned", { certificateChain })).status;
    assert.equal(await sign("none"), "Rejected");
    assert.equal(await sign(pem), "Accepted");
    assert.equal(await remove(), "Failed");
    const entries = {
      component: { name: "SecurityCtrlr" },
      variable: { name: "CertificateEntries" },
    };
    const read = await csms.ask("GetVariables", { getVariableData: [entries] });
    assert.equal(read.getVariableResult[0].attributeValue, "1");
  }, { version: "2.0.1" }));
