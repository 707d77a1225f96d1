// deno-lint-ignore-file no-explicit-any
import assert from "node:assert/strict";
import type { ProcessStatus } from "../../../csms/model.ts";
import { selfSigned } from "../../support/certificate.ts";
import { editions, withRest } from "../../support/with_rest.ts";

const path = "/stations/CP-1/firmware";
const location = "https://files.example/fw.bin";
const retrieveAt = "2026-03-01T02:00:00Z";

/** Every word that a station has for how far it is (FirmwareStatusEnumType). */
const states = [
  ...["Idle", "DownloadScheduled", "Downloading", "DownloadPaused", "DownloadFailed"],
  ...["Downloaded", "InvalidSignature", "SignatureVerified", "InstallScheduled", "Installing"],
  ...["InstallVerificationFailed", "InstallationFailed", "InstallRebooting", "Installed"],
];

for (const protocol of editions) {
  Deno.test(`${protocol}: an update without a signature says where, when and how often, and has a number of its own`, async () => {
    await using s = await withRest(protocol);
    const asked = s.cp.answers("UpdateFirmware", { status: "Accepted" });
    const { body } = await s.api.send("POST", path, {
      ...{ location, retrieveAt, retries: 3, retryInterval: 60 },
    });
    assert.deepEqual([body.accepted, body.status], [true, "Accepted"]);
    const { requestId, ...payload } = (await asked).payload;
    assert.ok(Number.isInteger(requestId));
    assert.deepEqual(payload, {
      ...{ retries: 3, retryInterval: 60 },
      firmware: { location, retrieveDateTime: retrieveAt },
    });
    const another = s.cp.answers("UpdateFirmware", { status: "AcceptedCanceled" });
    const second = (await s.api.send("POST", path, { location })).body;
    // The new one was taken, and ended the old one (L01.FR.24).
    assert.deepEqual([second.accepted, second.status], [true, "AcceptedCanceled"]);
    assert.notEqual((await another).payload.requestId, requestId);
  });

  Deno.test(`${protocol}: a signed update brings the certificate, the signature and the time to install`, async () => {
    await using s = await withRest(protocol);
    const signed = { signingCertificate: selfSigned().cert, signature: "c2lnbmVk" };
    const installAt = "2026-03-01T04:00:00Z";
    const asked = s.cp.answers("UpdateFirmware", { status: "Accepted" });
    const update = { location, retrieveAt, installAt, requestId: 12, ...signed };
    assert.equal((await s.api.send("POST", path, update)).body.accepted, true);
    assert.deepEqual((await asked).payload, {
      requestId: 12,
      firmware: {
        ...{ location, retrieveDateTime: retrieveAt, installDateTime: installAt },
        ...signed,
      },
    });
  });

  for (const status of ["InvalidCertificate", "RevokedCertificate", "Rejected"]) {
    Deno.test(`${protocol}: an update that a station answers with ${status} is no yes, and stands so in the record`, async () => {
      await using s = await withRest(protocol);
      const statusInfo = { reasonCode: "InvalidCert", additionalInfo: "not of this maker" };
      void s.cp.answers("UpdateFirmware", { status, statusInfo });
      const { body } = await s.api.send("POST", path, { location, requestId: 1 });
      assert.deepEqual([body.accepted, body.status], [false, status]);
      const [command] = (await s.api.get("/stations/CP-1/commands")).body.items;
      assert.deepEqual([command.action, command.state], ["updateFirmware", "answered"]);
      assert.deepEqual(command.result, {
        ...{ accepted: false, status, why: "InvalidCert: not of this maker" },
      });
      assert.deepEqual((await s.api.get(path)).body.items, []);
    });
  }

  Deno.test(`${protocol}: every state of an update is kept with its number, the latest on the station`, async () => {
    await using s = await withRest(protocol);
    for (const status of states) {
      const answer = await s.cp.call("FirmwareStatusNotification", { status, requestId: 12 });
      assert.deepEqual(answer, {});
      const { firmwareStatus } = (await s.api.get("/stations/CP-1")).body;
      assert.deepEqual([firmwareStatus.status, firmwareStatus.requestId], [status, 12]);
    }
    const steps = (await s.api.get(path)).body.items;
    assert.deepEqual(
      steps.map(({ status, requestId }: any) => [status, requestId]),
      states.toReversed().map((status) => [status, 12]),
    );
    assert.deepEqual((await s.api.get("/stations/CP-1")).body.findings, []);
  });

  Deno.test(`${protocol}: a signature that a station finds wrong is shown, and told as a fact`, async () => {
    await using s = await withRest(protocol);
    const newer = protocol === "ocpp2.1";
    const facts: unknown[] = [];
    const end = s.csms.csms.journal.subscribe(({ type, data }) => {
      if (type === "firmware.status") facts.push((data as ProcessStatus).status);
    });
    const why = { statusInfo: { reasonCode: "BadSignature", additionalInfo: "of another key" } };
    await s.cp.call("FirmwareStatusNotification", {
      ...{ status: "InvalidSignature", requestId: 3 },
      ...(newer ? why : {}),
    });
    // A station that only says that nothing is under way gives no number (L01.FR.20).
    await s.cp.call("FirmwareStatusNotification", { status: "Idle" });
    const [idle, step] = (await s.api.get(path)).body.items;
    assert.deepEqual([idle.status, idle.requestId], ["Idle", null]);
    assert.deepEqual([step.status, step.requestId, step.info], [
      ...["InvalidSignature", 3, newer ? "BadSignature: of another key" : null],
    ]);
    end();
    assert.deepEqual(facts, ["InvalidSignature", "Idle"]);
  });

  Deno.test(`${protocol}: a state that the specification does not know is kept as it came, with a finding`, async () => {
    await using s = await withRest(protocol);
    await s.cp.call("FirmwareStatusNotification", { status: "Verifying", requestId: 3 });
    assert.equal((await s.api.get(path)).body.items[0].status, "Verifying");
    const { findings } = (await s.api.get("/stations/CP-1")).body;
    assert.deepEqual(findings.map(({ kind }: any) => kind), ["unknown-value"]);
  });
}
