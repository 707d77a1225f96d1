import assert from "node:assert/strict";
import { plug } from "../../support/plug.ts";
import { DAY, of, pages, room } from "../room.ts";

Deno.test("firmware and diagnostics stand on the station with the request and the time, and are events", async () => {
  await using it = await room();
  await it.station();
  const station = plug(it, "CP-1", {});
  await station.call("FirmwareStatusNotification", { status: "Downloading" });
  it.clock.advance(1_000);
  await station.call("SignedFirmwareStatusNotification", { status: "Installed", requestId: 4 });
  await station.call("DiagnosticsStatusNotification", { status: "Uploading" });
  await station.call("LogStatusNotification", { status: "Uploaded", requestId: 5 });
  const { firmwareStatus, diagnosticsStatus } = (await it.csms.stations.get("CP-1"))!;
  const at = "2026-01-01T00:00:01.000Z";
  assert.deepEqual(firmwareStatus, { status: "Installed", requestId: 4, at });
  assert.deepEqual(diagnosticsStatus, { status: "Uploaded", requestId: 5, at });
  const words = (type: "firmware.status" | "diagnostics.status") =>
    of(it, type).map(({ data }) => (data as { status: string }).status);
  assert.deepEqual(words("firmware.status"), ["Downloading", "Installed"]);
  assert.deepEqual(words("diagnostics.status"), ["Uploading", "Uploaded"]);
  station.unplug();
});

Deno.test("security events are kept with the station's time for AUDIT_DAYS, newest first", async () => {
  await using it = await room({ AUDIT_DAYS: "2" });
  await it.station();
  const station = plug(it, "CP-1", {});
  const timestamp = "2025-12-31T23:59:58Z";
  await station.call("SecurityEventNotification", { type: "StartupOfTheDevice", timestamp });
  await station.call("SecurityEventNotification", {
    ...{ type: "TamperDetectionActivated", timestamp, techInfo: "lid" },
  });
  const list = () => pages((options) => it.csms.devices.reports.securityPage("CP-1", options), 1);
  const all = (await list()).map(({ value }) => value);
  const at = "2025-12-31T23:59:58.000Z";
  assert.deepEqual(all.map(({ id: _, ...rest }) => rest), [
    { station: "CP-1", type: "TamperDetectionActivated", at, techInfo: "lid" },
    { station: "CP-1", type: "StartupOfTheDevice", at },
  ]);
  assert.deepEqual(of(it, "security.event").map(({ data }) => data), all.toReversed());
  it.clock.advance(2 * DAY);
  assert.deepEqual(await list(), []);
  station.unplug();
});

Deno.test("a certificate request is accepted and kept as pending for AUDIT_DAYS", async () => {
  await using it = await room({ AUDIT_DAYS: "2" });
  await it.station();
  const station = plug(it, "CP-1", {});
  assert.deepEqual(await station.call("SignCertificate", { csr: "PEM" }), { status: "Accepted" });
  const list = () => pages((options) => it.csms.certificates.requests.page("CP-1", options), 1);
  const [request] = (await list()).map(({ value }) => value);
  assert.deepEqual(request, {
    ...{ station: "CP-1", id: request!.id, csr: "PEM", state: "pending" },
    at: "2026-01-01T00:00:00.000Z",
  });
  assert.deepEqual(of(it, "certificate.requested").map(({ data }) => data), [
    { request: request!.id },
  ]);
  it.clock.advance(2 * DAY);
  assert.deepEqual(await list(), []);
  station.unplug();
});
