import assert from "node:assert/strict";
import { type Charger, charger } from "../support/charger.ts";
import { kvolt } from "../support/kvolt.ts";

const WIRE_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;

/** Every frame that a charger is sent from now on. */
function framesOf(cp: Charger): unknown[][] {
  const frames: unknown[][] = [];
  cp.socket.addEventListener("message", ({ data }) => frames.push(JSON.parse(data)));
  return frames;
}

Deno.test("law 6: times go out as UTC in whole seconds, whatever they were", async () => {
  const csms = await kvolt({ AUTH_UNKNOWN: "Accepted" });
  const cp = await charger(csms.ws, "CP-1");
  const boot = { chargePointVendor: "Test", chargePointModel: "One" };
  assert.match((await cp.call("BootNotification", boot)).currentTime, WIRE_TIME);
  assert.match((await cp.call("Heartbeat", {})).currentTime, WIRE_TIME);
  await csms.csms.tokens.put({
    id: "TAG-1",
    status: "Accepted",
    expiresAt: "2030-05-01T12:00:00.789+02:00",
  });
  const { idTagInfo } = await cp.call("Authorize", { idTag: "TAG-1" });
  assert.equal(idTagInfo.expiryDate, "2030-05-01T10:00:00Z");
  const reserving = csms.csms.ask("CP-1", "reserve", {
    id: 1,
    evse: 1,
    token: "TAG-1",
    expiresAt: "2030-01-01T00:00:00.500Z",
  });
  const asked = await cp.answers("ReserveNow", { status: "Accepted" });
  assert.match(asked.payload.expiryDate, WIRE_TIME);
  await reserving;
  await cp.close();
  await csms.stop();
});

Deno.test("law 6: limits go out with one decimal, and our ids fit in 36 characters", async () => {
  const csms = await kvolt();
  const cp = await charger(csms.ws, "CP-1");
  await cp.boot();
  const frames = framesOf(cp);
  const setting = csms.csms.ask("CP-1", "setProfile", {
    evse: 1,
    profile: {
      id: 1,
      stackLevel: 0,
      purpose: "TxDefaultProfile",
      kind: "Absolute",
      schedule: {
        unit: "A",
        startSchedule: "2026-01-01T00:00:00.999Z",
        periods: [{ startPeriod: 0, limit: 20 / 3 }, { startPeriod: 60, limit: 16 }],
      },
    },
  });
  const asked = await cp.answers("SetChargingProfile", { status: "Accepted" });
  await setting;
  const { chargingSchedule } = asked.payload.csChargingProfiles;
  const limits = chargingSchedule.chargingSchedulePeriod.map(({ limit }: { limit: number }) =>
    limit
  );
  assert.deepEqual(limits, [6.6, 16], "rounded down: a limit is never exceeded");
  assert.match(chargingSchedule.startSchedule, WIRE_TIME);
  assert.ok(frames.length > 0);
  for (const [, id] of frames) assert.ok(typeof id === "string" && id.length <= 36);
  await cp.close();
  await csms.stop();
});

Deno.test("law 6: what is not valid for the version is not sent, and says where it is wrong", async () => {
  const csms = await kvolt();
  const cp = await charger(csms.ws, "CP-1");
  await cp.boot();
  const frames = framesOf(cp);
  const wrong: [string, unknown, RegExp][] = [
    ["Reset", { type: "Warm" }, /type/],
    ["Reset", {}, /type/],
    ["Reset", { type: "Soft", why: "x" }, /why/],
    ["UnlockConnector", { connectorId: "1" }, /connectorId/],
    ["RemoteStartTransaction", { idTag: "x".repeat(21) }, /idTag/],
    ["NotAnAction", {}, /NotAnAction/],
  ];
  for (const [action, payload, where] of wrong) {
    await assert.rejects(csms.csms.call("CP-1", action, payload, { force: true }), (error) => {
      assert.ok(error instanceof Error);
      assert.equal(error.name, "InvalidPayload");
      assert.match(error.message, where);
      return true;
    });
  }
  await cp.call("Heartbeat", {});
  assert.deepEqual(frames.filter(([type]) => type === 2), []);
  await cp.close();
  await csms.stop();
});

Deno.test("law 6: an answer of ours that would not be valid becomes an InternalError", async () => {
  const csms = await kvolt();
  csms.csms.devices.transfers.handle("V", () => ({ status: "Perhaps" as "Accepted" }));
  const cp = await charger(csms.ws, "CP-1");
  await assert.rejects(cp.call("DataTransfer", { vendorId: "V" }), { code: "InternalError" });
  await cp.call("Heartbeat", {});
  await cp.close();
  await csms.stop();
});
