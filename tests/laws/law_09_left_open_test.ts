import assert from "node:assert/strict";
import { type Charger, charger } from "../support/charger.ts";
import { database } from "../support/database.ts";
import { kvolt, type TestKvolt } from "../support/kvolt.ts";

const at = (minutes: number) => new Date(Date.UTC(2026, 0, 1, 10, minutes)).toISOString();
const env = { AUTH_UNKNOWN: "Accepted" };
const one = async ({ csms }: TestKvolt, id: unknown) => (await csms.transactions.get(String(id)))!;
const stops = async ({ csms }: TestKvolt) =>
  (await csms.journal.page({ limit: 100 })).items
    .filter(({ value }) => value.type === "transaction.stopped")
    .map(({ value }) => value.data as { id: string; reason: string });

async function charging(cp: Charger, connectorId = 1, minute = 0): Promise<number> {
  const { transactionId } = await cp.call("StartTransaction", {
    connectorId,
    idTag: "TAG-1",
    meterStart: 1000,
    timestamp: at(minute),
  });
  await cp.call("MeterValues", {
    connectorId,
    transactionId,
    meterValue: [{ timestamp: at(minute + 30), sampledValue: [{ value: "4500" }] }],
  });
  return transactionId;
}
const status = (cp: Charger, status: string, minute: number, connectorId = 1) =>
  cp.call("StatusNotification", {
    connectorId,
    errorCode: "NoError",
    status,
    timestamp: at(minute),
  });

Deno.test("law 9: a transaction ends as Lost when its EVSE is free again, with the last meter value", async () => {
  const csms = await kvolt(env);
  const cp = await charger(csms.ws, "CP-1");
  const id = await charging(cp);
  await status(cp, "Available", 45);
  const kept = await one(csms, id);
  assert.deepEqual([kept.state, kept.reason, kept.stoppedAt], ["closed", "Lost", at(45)]);
  assert.deepEqual([kept.meterStop, kept.register.energyWh], [4500, 3500]);
  assert.ok(kept.flags.includes("lost"));
  assert.deepEqual((await stops(csms)).map(({ id, reason }) => [id, reason]), [
    [String(id), "Lost"],
  ]);
  assert.equal(await csms.csms.transactions.openAt("CP-1", 1), null);
  await cp.close();
  await csms.stop();
});

Deno.test("law 9: a transaction ends as Lost when another one starts on its EVSE, and only there", async () => {
  const csms = await kvolt(env);
  const cp = await charger(csms.ws, "CP-1");
  const first = await charging(cp, 1);
  const beside = await charging(cp, 2);
  const second = await charging(cp, 1, 50);
  assert.deepEqual(
    [(await one(csms, first)).reason, (await one(csms, first)).state],
    ["Lost", "closed"],
  );
  assert.equal((await one(csms, beside)).state, "open");
  assert.equal((await one(csms, second)).state, "open");
  assert.equal((await csms.csms.transactions.openAt("CP-1", 1))?.value.id, String(second));
  await cp.close();
  await csms.stop();
});

Deno.test("law 9: other states end nothing, nor does a status from before the start, nor the station's own", async () => {
  const csms = await kvolt(env);
  const cp = await charger(csms.ws, "CP-1");
  const id = await charging(cp, 1, 10);
  await status(cp, "Available", 5);
  await status(cp, "Available", 46, 0);
  await status(cp, "Available", 46, 2);
  for (const state of ["SuspendedEV", "Finishing", "Faulted", "Unavailable"]) {
    await status(cp, state, 47);
  }
  assert.equal((await one(csms, id)).state, "open");
  await cp.close();
  await csms.stop();
});

Deno.test("law 9: a stop that comes after all takes the place of the guess", async () => {
  const csms = await kvolt(env);
  const cp = await charger(csms.ws, "CP-1");
  const transactionId = await charging(cp);
  await status(cp, "Available", 45);
  await cp.call("StopTransaction", {
    transactionId,
    meterStop: 4700,
    timestamp: at(40),
    reason: "EVDisconnected",
  });
  const kept = await one(csms, transactionId);
  assert.deepEqual([kept.reason, kept.stoppedAt, kept.meterStop], ["EVDisconnected", at(40), 4700]);
  assert.equal(kept.register.energyWh, 3700);
  assert.ok(kept.flags.includes("stopped-late") && !kept.flags.includes("lost"), `${kept.flags}`);
  await cp.close();
  await csms.stop();
});

Deno.test("law 9: after a restart of the CSMS the transaction is still found and ended", async () => {
  await using file = await database();
  const first = await kvolt({ ...env, KV_PATH: file.path });
  const cp = await charger(first.ws, "CP-1");
  const id = await charging(cp);
  await cp.close();
  await first.stop();
  const second = await kvolt({ ...env, KV_PATH: file.path });
  const again = await charger(second.ws, "CP-1");
  await status(again, "Available", 50);
  assert.equal((await one(second, id)).reason, "Lost");
  await again.close();
  await second.stop();
});
