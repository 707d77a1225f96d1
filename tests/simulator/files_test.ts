import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { scaledClock } from "../../simulator/scaled_clock.ts";
import { signingRequest } from "../../simulator/signing_request.ts";
import { test } from "../support/with_openssl.ts";
import { pem, statuses } from "./firmware.ts";
import { bench } from "./session.ts";

const fast = () => ({ clock: scaledClock(500) });
const past = "2026-01-01T00:00:00Z";

Deno.test("an update is downloaded, installed and booted with a new version", () =>
  bench(async ({ csms, cp }) => {
    await csms.ask("UpdateFirmware", { location: "ftp://host/fw.bin", retrieveDate: past });
    assert.deepEqual(await statuses(csms, "FirmwareStatusNotification", "Installed"), [
      ...["Downloading", "Downloaded", "Installing", "Installed"],
    ]);
    assert.deepEqual(csms.of("BootNotification").map((boot) => boot.firmwareVersion), [
      ...["1.0.0", "1.0.1"],
    ]);
    assert.equal(cp.save().firmware, "1.0.1");
  }, fast()));

Deno.test("firmware that cannot be fetched is tried as often as asked, then given up", () =>
  bench(async ({ csms }) => {
    await csms.ask("UpdateFirmware", {
      ...{ location: "http://nowhere.invalid/fw.bin", retrieveDate: past },
      ...{ retries: 1, retryInterval: 2 },
    });
    const failed = await statuses(csms, "FirmwareStatusNotification", "DownloadFailed");
    assert.deepEqual(failed, ["Downloading", "DownloadFailed"]);
    await csms.next("FirmwareStatusNotification", ({ status }) => status === "DownloadFailed");
    assert.equal(csms.of("FirmwareStatusNotification").length, 4);
  }, fast()));

Deno.test("a signed update carries its request id and ends in a security event", () =>
  bench(async ({ csms }) => {
    const firmware = {
      ...{ location: "https://host/fw.bin", retrieveDateTime: past },
      ...{ signingCertificate: pem, signature: "c2lnbmVk" },
    };
    const wrong = { requestId: 1, firmware: { ...firmware, signingCertificate: "none" } };
    assert.deepEqual(await csms.ask("SignedUpdateFirmware", wrong), {
      status: "InvalidCertificate",
    });
    assert.deepEqual(await csms.ask("SignedUpdateFirmware", { requestId: 8, firmware }), {
      status: "Accepted",
    });
    const told = await statuses(csms, "SignedFirmwareStatusNotification", "Installed");
    assert.deepEqual(told, [
      ...["Downloading", "Downloaded", "SignatureVerified", "Installing", "InstallRebooting"],
      "Installed",
    ]);
    for (const { requestId } of csms.of("SignedFirmwareStatusNotification")) {
      assert.equal(requestId, 8);
    }
    assert.equal((await csms.next("SecurityEventNotification")).type, "FirmwareUpdated");
  }, fast()));

Deno.test("diagnostics and logs are named at once and uploaded with their statuses", () =>
  bench(async ({ csms }) => {
    assert.deepEqual(await csms.ask("GetDiagnostics", { location: "ftp://host/" }), {
      fileName: "CP-1-diagnostics.log",
    });
    assert.deepEqual(await statuses(csms, "DiagnosticsStatusNotification", "Uploaded"), [
      ...["Uploading", "Uploaded"],
    ]);
    const log = { logType: "SecurityLog", requestId: 5 };
    const answer = await csms.ask("GetLog", { ...log, log: { remoteLocation: "no url" } });
    assert.deepEqual(answer, { status: "Accepted", filename: "CP-1-SecurityLog.log" });
    assert.deepEqual(await statuses(csms, "LogStatusNotification", "UploadFailure"), [
      ...["Uploading", "UploadFailure"],
    ]);
    assert.equal(csms.of("LogStatusNotification")[0].requestId, 5);
  }, fast()));

Deno.test("root certificates are installed, listed and deleted; text that is none is refused", () =>
  bench(async ({ csms }) => {
    const type = { certificateType: "CentralSystemRootCertificate" };
    assert.deepEqual(await csms.ask("GetInstalledCertificateIds", type), { status: "NotFound" });
    assert.deepEqual(await csms.ask("InstallCertificate", { ...type, certificate: "hello" }), {
      status: "Rejected",
    });
    assert.deepEqual(await csms.ask("InstallCertificate", { ...type, certificate: pem }), {
      status: "Accepted",
    });
    const { certificateHashData: [hash] } = await csms.ask("GetInstalledCertificateIds", type);
    assert.equal(hash.issuerKeyHash.length, 64);
    const remove = { certificateHashData: hash };
    assert.deepEqual(await csms.ask("DeleteCertificate", remove), { status: "Accepted" });
    assert.deepEqual(await csms.ask("DeleteCertificate", remove), { status: "NotFound" });
    const signed = (certificateChain: string) =>
      csms.ask("CertificateSigned", { certificateChain });
    assert.deepEqual(await signed(pem), { status: "Accepted" });
    assert.deepEqual(await signed("-"), { status: "Rejected" });
  }));

test("a signing request is one that openssl accepts", async () => {
  const csr = await signingRequest("CP-1");
  assert.match(csr, /^-----BEGIN CERTIFICATE REQUEST-----\n[\w+/=\n]+\n-----END/);
  const input = { input: csr, encoding: "utf8", stdio: "pipe" } as const;
  const text = execFileSync("openssl", ["req", "-verify", "-noout", "-subject"], input);
  assert.match(text, /CN ?= ?CP-1/);
});
