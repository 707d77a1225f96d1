import assert from "node:assert/strict";
import type { Charger } from "../support/charger.ts";
import { fakeClock } from "../support/clock.ts";
import { database } from "../support/database.ts";
import { onStage, reading, type Stage, start, t } from "./stage.ts";

for (
  const [name, place] of [
    ["with its id", true],
    ["without an id", {}],
    ["with the id 0", { transactionId: 0 }],
  ] as const
) {
  Deno.test(`quirk 40: the last meter values after the stop, ${name}, are added to what ended`, () =>
    onStage(async ({ kvolt, booted, transaction, clock }) => {
      const cp = await booted();
      const id = await start(cp);
      clock.advance(120_000);
      await cp.call("MeterValues", reading(60, 1100, { transactionId: id }));
      await cp.call("StopTransaction", { transactionId: id, timestamp: t(100) });
      assert.equal((await transaction(id)).register.energyWh, 100);
      const named = place === true ? { transactionId: id } : place;
      await cp.call("MeterValues", reading(100, 1180, named));
      const { register, state } = await transaction(id);
      assert.deepEqual([register.energyWh, state], [180, "closed"]);
      const { items } = await kvolt.csms.transactions.samples(String(id), { limit: 10 });
      assert.equal(items.length, 2);
    }));
}

Deno.test("quirk 40: late meter values without an id go to what ended, though the next one has begun", () =>
  onStage(async ({ booted, transaction, clock }) => {
    const cp = await booted();
    const first = await start(cp);
    clock.advance(200_000);
    await cp.call("MeterValues", reading(60, 1100, { transactionId: first }));
    await cp.call("StopTransaction", { transactionId: first, timestamp: t(100) });
    const second = await start(cp, { at: 150, meterStart: 1200 });
    await cp.call("MeterValues", reading(100, 1180));
    await cp.call("MeterValues", reading(190, 1260));
    assert.equal((await transaction(first)).register.energyWh, 180);
    assert.equal((await transaction(second)).register.energyWh, 60);
  }));

Deno.test("quirk 40: meter values long after the stop belong to no transaction", () =>
  onStage(async ({ booted, transaction, clock }) => {
    const cp = await booted();
    const id = await start(cp);
    clock.advance(3_600_000);
    await cp.call("StopTransaction", { transactionId: id, meterStop: 1500, timestamp: t(100) });
    assert.deepEqual(await cp.call("MeterValues", reading(3_500, 2500)), {});
    assert.equal((await transaction(id)).register.energyWh, 500);
  }));

Deno.test("quirk 41: a sample that says `values` for `value` is read and leaves a finding", () =>
  onStage(async ({ booted, transaction, findings, clock }) => {
    const cp = await booted();
    const transactionId = await start(cp);
    clock.advance(60_000);
    const odd = [{ values: "1.4", unit: "kWh", measurand: "Energy.Active.Import.Register" }];
    await cp.call("MeterValues", reading(60, odd, { transactionId }));
    assert.equal((await transaction(transactionId)).register.energyWh, 400);
    assert.match(Object.values(await findings("CP-1")).join("\n"), /values/);
  }));

Deno.test("quirk 41: signed and raw values in one message are told apart", () =>
  onStage(async ({ booted, transaction, clock }) => {
    const cp = await booted();
    const transactionId = await start(cp);
    clock.advance(60_000);
    const mixed = [
      { value: "1300", format: "Raw" },
      { value: "09a1", format: "SignedData", measurand: "Energy.Active.Import.Register" },
      { value: "7000", unit: "W", measurand: "Power.Active.Import" },
    ];
    await cp.call("MeterValues", reading(60, mixed, { transactionId }));
    const { register, powerW } = await transaction(transactionId);
    assert.deepEqual([register.energyWh, powerW], [300, 7000]);
  }));

const MINUTE = 60_000;

/** Moves the clock minute by minute. */
function pass({ clock }: Stage, minutes: number): void {
  for (let n = 0; n < minutes; n++) clock.advance(MINUTE);
}

/** Sends a sample of a transaction each minute, as a station does before it falls silent. */
async function sampling(stage: Stage, cp: Charger, transactionId: number): Promise<void> {
  for (let n = 1; n <= 3; n++) {
    pass(stage, 1);
    await cp.call("MeterValues", reading(n * 60, 1000 + n * 100, { transactionId }));
  }
}

/** The actions of what kvolt asks until it asks to clear the cache, which is answered. */
async function askedBefore({ kvolt }: Stage, cp: Charger): Promise<string[]> {
  const actions: string[] = [];
  const marker = kvolt.csms.ask("CP-1", "clearCache", {});
  for (;;) {
    const asked = await cp.asked();
    cp.answer(asked, { status: "Accepted" });
    if (asked.action === "ClearCache") break;
    actions.push(asked.action);
  }
  await marker;
  return actions;
}

Deno.test("quirk 41: a transaction that falls silent is asked for its meter, once in each silence", () =>
  onStage(async (stage) => {
    const { booted, transaction } = stage;
    const cp = await booted();
    const transactionId = await start(cp);
    await sampling(stage, cp, transactionId);
    pass(stage, 4);
    assert.deepEqual(await askedBefore(stage, cp), []);
    pass(stage, 2);
    const { payload } = await cp.answers("TriggerMessage", { status: "Accepted" });
    assert.deepEqual(payload, { requestedMessage: "MeterValues", connectorId: 1 });
    pass(stage, 30);
    assert.deepEqual(await askedBefore(stage, cp), []);
    await cp.call("MeterValues", reading(2_340, 4000, { transactionId }));
    assert.equal((await transaction(transactionId)).register.energyWh, 3000);
    pass(stage, 200);
    await cp.answers("TriggerMessage", { status: "Accepted" });
    assert.deepEqual(await askedBefore(stage, cp), []);
  }));

Deno.test("quirk 41: a station that samples seldom is given three of its intervals", () =>
  onStage(async (stage) => {
    const cp = await stage.booted();
    const transactionId = await start(cp);
    for (const n of [1, 2]) {
      pass(stage, 15);
      await cp.call("MeterValues", reading(n * 900, 1000 + n * 100, { transactionId }));
    }
    pass(stage, 44);
    assert.deepEqual(await askedBefore(stage, cp), []);
    pass(stage, 2);
    await cp.answers("TriggerMessage", { status: "Accepted" });
  }));

for (
  const [name, how] of [
    [
      "answered NotImplemented",
      (cp: Charger) => cp.answers("TriggerMessage", { status: "NotImplemented" }),
    ],
    [
      "refused with NotImplemented",
      async (cp: Charger) => cp.refuse(await cp.asked("TriggerMessage"), "NotImplemented"),
    ],
    [
      "refused with NotSupported",
      async (cp: Charger) => cp.refuse(await cp.asked("TriggerMessage"), "NotSupported", "nope"),
    ],
  ] as const
) {
  Deno.test(`quirk 41: a station that ${name} is not asked for its meter again`, () =>
    onStage(async (stage) => {
      const cp = await stage.booted();
      const transactionId = await start(cp);
      await sampling(stage, cp, transactionId);
      pass(stage, 6);
      await how(cp);
      await cp.call("MeterValues", reading(560, 1500, { transactionId }));
      pass(stage, 60);
      assert.deepEqual(await askedBefore(stage, cp), []);
    }));
}

Deno.test("quirk 41: no meter is asked for where there was none, where the transaction ended, or where it is turned off", async () => {
  await onStage(async (stage) => {
    const cp = await stage.booted();
    await start(cp);
    pass(stage, 60);
    assert.deepEqual(await askedBefore(stage, cp), []);
    const transactionId = await start(cp, { at: 3_600, connectorId: 2 });
    await cp.call("MeterValues", reading(3_600, 1100, { transactionId }));
    await cp.call("StopTransaction", { transactionId, meterStop: 1200, timestamp: t(3_600) });
    pass(stage, 60);
    assert.deepEqual(await askedBefore(stage, cp), []);
  });
  await onStage(async (stage) => {
    const cp = await stage.booted();
    const transactionId = await start(cp);
    await sampling(stage, cp, transactionId);
    pass(stage, 60);
    assert.deepEqual(await askedBefore(stage, cp), []);
  }, { METER_SILENCE_SECONDS: "0" });
});

Deno.test("quirk 41: after a restart of kvolt a transaction that stays silent is asked for its meter too", async () => {
  await using file = await database();
  const env = { KV_PATH: file.path };
  const clock = fakeClock();
  await onStage(
    async (stage) => {
      const cp = await stage.booted();
      const transactionId = await start(cp);
      await start(cp, { connectorId: 2, idTag: "OTHER" });
      await sampling(stage, cp, transactionId);
    },
    env,
    clock,
  );
  await onStage(
    async (stage) => {
      const cp = await stage.booted();
      await askedBefore(stage, cp);
      pass(stage, 14);
      assert.deepEqual(
        await askedBefore(stage, cp),
        [],
        "its silence counts anew, three times for an interval that is not known",
      );
      pass(stage, 2);
      const { payload } = await cp.answers("TriggerMessage", { status: "Accepted" });
      assert.deepEqual(payload, { requestedMessage: "MeterValues", connectorId: 1 });
      pass(stage, 60);
      assert.deepEqual(await askedBefore(stage, cp), [], "and what never had any is left alone");
    },
    env,
    clock,
  );
});
