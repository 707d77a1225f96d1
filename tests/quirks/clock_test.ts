import assert from "node:assert/strict";
import { charger } from "../support/charger.ts";
import { finding, shown } from "../support/facts.ts";
import { findingsOf } from "../support/findings.ts";
import { scene } from "../support/scene.ts";
import { soon } from "../support/until.ts";

/** The clock of a scene begins at 2026-01-01T00:00:00Z. */
const NOW = "2026-01-01T00:00:00.000Z";
const WIRE = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;

/** Every text in a payload that looks like a time. */
function times(payload: unknown): string[] {
  if (typeof payload === "string") return /^\d{4}-\d\d-\d\d/.test(payload) ? [payload] : [];
  if (typeof payload !== "object" || payload === null) return [];
  return Object.values(payload).flatMap(times);
}

Deno.test("quirk 26: every time that kvolt sends is UTC in whole seconds", async () => {
  const { csms, clock } = await scene({ AUTH_UNKNOWN: "Accepted" });
  clock.advance(123);
  const cp = await charger(csms.ws, "CP-1");
  const boot = { chargePointVendor: "V", chargePointModel: "M" };
  const heard: [string, unknown][] = [
    ["BootNotification", await cp.call("BootNotification", boot)],
    ["Heartbeat", await cp.call("Heartbeat", {})],
  ];
  await csms.csms.tokens.put({
    id: "A",
    status: "Accepted",
    expiresAt: "2027-05-01T14:00:00.500+02:00",
  });
  heard.push(["Authorize", await cp.call("Authorize", { idTag: "A" })]);

  const at = "2026-02-01T12:00:00.750Z";
  const schedule = {
    unit: "A",
    startSchedule: at,
    periods: [{ startPeriod: 0, limit: 6 }],
  } as const;
  const profile = {
    ...{ id: 1, stackLevel: 0, purpose: "TxDefaultProfile", kind: "Absolute" } as const,
    ...{ validFrom: at, validTo: "2026-03-01T00:00:00+01:00", schedule },
  };
  const ask = csms.csms.ask;
  const asks: [string, Promise<unknown>][] = [
    ["ReserveNow", ask("CP-1", "reserve", { id: 1, evse: 1, token: "A", expiresAt: at })],
    ["SetChargingProfile", ask("CP-1", "setProfile", { evse: 1, profile })],
    ["UpdateFirmware", ask("CP-1", "updateFirmware", { location: "ftp://a/b", retrieveAt: at })],
    ["GetDiagnostics", ask("CP-1", "getLog", { location: "ftp://a/b", from: at, to: at })],
    [
      "SendLocalList",
      ask("CP-1", "sendList", {
        ...{ version: 1, update: "Full" },
        entries: [{ token: "A", status: "Accepted", expiresAt: at }],
      }),
    ],
  ];
  for (const [action, done] of asks) {
    const answer = action === "UpdateFirmware" || action === "GetDiagnostics"
      ? {}
      : { status: "Accepted" };
    heard.push([action, (await cp.answers(action, answer)).payload]);
    await done;
  }
  for (const [action, payload] of heard) {
    assert.ok(times(payload).length > 0, `${action} has a time: ${JSON.stringify(payload)}`);
    for (const time of times(payload)) assert.match(time, WIRE, action);
  }
  await cp.close();
  await csms.stop();
});

for (
  const [sent, meant, kind] of [
    ["2025-12-31T23:59:00", "2025-12-31T23:59:00.000Z", "odd-time"],
    ["2025-12-31 23:59:00", "2025-12-31T23:59:00.000Z", "odd-time"],
    ["2026-01-01T01:59:00+02", "2025-12-31T23:59:00.000Z", "odd-time"],
    ["2026-01-01T01:59:00+0200", "2025-12-31T23:59:00.000Z", "odd-time"],
    ["2026-01-01T01:59:00+02:00", "2025-12-31T23:59:00.000Z"],
    ["2025-12-31T23:59:00.123456789Z", "2025-12-31T23:59:00.123Z"],
    ["1767225540", "2025-12-31T23:59:00.000Z", "odd-time"],
    ["1970-01-01T00:00:00Z", NOW, "clock-unset"],
    ["1970-01-01T00:00:12Z", NOW, "clock-unset"],
    ["2000-01-01T00:00:00Z", NOW, "clock-unset"],
    ["soon", NOW, "unreadable-time"],
  ] as const
) {
  Deno.test(`quirk 27: ${sent} is read as ${meant}, its arrival kept beside`, async () => {
    const { csms } = await scene({ AUTH_UNKNOWN: "Accepted" });
    const cp = await charger(csms.ws, "CP-1");
    await cp.boot();
    const started = await cp.call("StartTransaction", {
      ...{ connectorId: 1, idTag: "A", meterStart: 0, timestamp: sent },
    });
    const transaction = await csms.csms.transactions.get(String(started.transactionId));
    assert.equal(transaction?.startedAt, meant);
    assert.equal(transaction?.receivedAt, NOW);
    await cp.call("StatusNotification", {
      ...{ connectorId: 1, errorCode: "NoError", status: "Charging", timestamp: sent },
    });
    const [connector] = (await shown(csms, "CP-1")).connectors;
    assert.deepEqual([connector?.at, connector?.receivedAt], [meant, NOW]);
    if (kind) assert.ok((await finding(csms, "CP-1", kind)).text.length > 10);
    else assert.deepEqual(await findingsOf(csms.csms, "CP-1"), []);
    await cp.close();
    await csms.stop();
  });
}

Deno.test("quirk 27: a clock in local time shows as its drift, and the transaction is closed all the same", async () => {
  const { csms, clock } = await scene({ AUTH_UNKNOWN: "Accepted" });
  const cp = await charger(csms.ws, "CP-1");
  await cp.boot();
  const { transactionId } = await cp.call("StartTransaction", {
    ...{ connectorId: 1, idTag: "A", meterStart: 0, timestamp: "2026-01-01T02:00:00" },
  });
  await soon(async () => assert.equal((await shown(csms, "CP-1")).driftMs, 7_200_000));
  assert.match((await finding(csms, "CP-1", "clock-ahead")).text, /ahead by more than a minute/);
  const transaction = await csms.csms.transactions.get(String(transactionId));
  assert.equal(transaction?.startedAt, "2026-01-01T02:00:00.000Z");
  assert.equal(transaction?.receivedAt, NOW);

  clock.advance(60_000);
  const stop = { transactionId, meterStop: 500, timestamp: "2026-01-01T02:01:00" };
  assert.deepEqual(await cp.call("StopTransaction", stop), {});
  const stopped = await csms.csms.transactions.get(String(transactionId));
  assert.deepEqual([stopped?.state, stopped?.register.energyWh], ["closed", 500]);
  await cp.close();
  await csms.stop();
});

Deno.test("quirk 27: a clock that is put right does not freeze the connector in its wrong future", async () => {
  const { csms, clock } = await scene({ AUTH_UNKNOWN: "Accepted" });
  const cp = await charger(csms.ws, "CP-1");
  await cp.boot();
  const status = { connectorId: 1, errorCode: "NoError" };
  await cp.call("StatusNotification", {
    ...{ ...status, status: "Charging", timestamp: "2026-01-01T02:00:00" },
  });
  const { transactionId } = await cp.call("StartTransaction", {
    ...{ connectorId: 1, idTag: "A", meterStart: 0, timestamp: "2026-01-01T02:00:00" },
  });
  clock.advance(600_000);
  await cp.call("StatusNotification", {
    ...{ ...status, status: "Available", timestamp: "2026-01-01T00:10:00Z" },
  });
  assert.equal((await shown(csms, "CP-1")).connectors[0]?.status, "Available");
  const transaction = await csms.csms.transactions.get(String(transactionId));
  assert.equal(transaction?.state, "closed", "its EVSE is free");
  await cp.close();
  await csms.stop();
});

Deno.test("quirk 27: a slow clock shows as its drift, which a new connection measures afresh", async () => {
  const { csms, clock } = await scene();
  const slow = await charger(csms.ws, "CP-1");
  await slow.boot();
  const status = { connectorId: 1, errorCode: "NoError", status: "Available" };
  await slow.call("StatusNotification", { ...status, timestamp: "2025-12-31T23:50:00Z" });
  await soon(async () => assert.equal((await shown(csms, "CP-1")).driftMs, -600_000));
  await slow.close();
  clock.advance(60_000);
  const right = await charger(csms.ws, "CP-1");
  await right.boot();
  await right.call("StatusNotification", { ...status, timestamp: "2026-01-01T00:01:00Z" });
  await soon(async () => assert.equal((await shown(csms, "CP-1")).driftMs, 0));
  await right.close();
  await csms.stop();
});
