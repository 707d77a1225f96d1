import assert from "node:assert/strict";
import { database } from "../support/database.ts";
import { onStage, start, t } from "./stage.ts";

const accepted = { idTagInfo: { status: "Accepted" } };

Deno.test("quirks 33 and 35: a stop without an id that comes again does not end the transaction that runs by then, after a restart too", async () => {
  await using file = await database();
  const env = { KV_PATH: file.path };
  const stop = { transactionId: -1, idTag: "A", meterStop: 1200, timestamp: t(-40) };
  let next = 0;
  await onStage(async ({ booted, transaction }) => {
    const cp = await booted();
    const first = await start(cp, { at: -100, idTag: "A" });
    assert.deepEqual(await cp.call("StopTransaction", stop), accepted);
    next = await start(cp, { at: -20, idTag: "A", meterStart: 1200 });
    for (const transactionId of [-1, 0, -1]) {
      assert.deepEqual(await cp.call("StopTransaction", { ...stop, transactionId }), accepted);
    }
    assert.equal((await transaction(next)).state, "open");
    const { meterStop, stoppedAt } = await transaction(first);
    assert.deepEqual([meterStop, stoppedAt], [1200, new Date(t(-40)).toISOString()]);
  }, env);
  await onStage(async ({ booted, transaction, transactions, findings }) => {
    const cp = await booted();
    assert.deepEqual(await cp.call("StopTransaction", stop), accepted);
    assert.equal((await transaction(next)).state, "open");
    assert.equal((await transactions("CP-1")).length, 2);
    assert.deepEqual(await findings("CP-1"), {});
    // Another stop without an id is a new one.
    await cp.call("StopTransaction", { ...stop, meterStop: 1500, timestamp: t(0) });
    const { state, register } = await transaction(next);
    assert.deepEqual([state, register.energyWh], ["closed", 300]);
  }, env);
});

for (
  const [how, stops] of [
    ["with a tag", [0, 0, 0].map((transactionId) => ({ transactionId, idTag: "A" }))],
    ["without a tag, now 0 and now -1", [{ transactionId: 0 }, { transactionId: -1 }, {}]],
  ] as const
) {
  Deno.test(`quirks 33 and 35: a stop of nothing that comes again ${how} is kept once`, () =>
    onStage(async ({ booted, transactions }) => {
      const cp = await booted();
      for (const stop of stops) {
        const answer = await cp.call("StopTransaction", {
          ...{ ...stop, meterStop: 5000, timestamp: t(-40) },
        });
        assert.deepEqual(answer, "idTag" in stop ? accepted : {});
      }
      const all = await transactions("CP-1");
      assert.deepEqual(all.map(({ flags }) => flags), [["stop-without-start"]]);
    }));
}

Deno.test("quirks 33 and 35: what ended a transaction by guess is not kept beside it when it comes again", () =>
  onStage(async ({ booted, transactions }) => {
    const cp = await booted();
    await start(cp, { at: -100, idTag: "A" });
    for (let n = 0; n < 3; n++) {
      await cp.call("StopTransaction", {
        ...{ transactionId: 0, idTag: "A", meterStop: 1200, timestamp: t(-40) },
      });
    }
    const all = await transactions("CP-1");
    assert.deepEqual(all.map(({ flags }) => flags.includes("matched-by-guess")), [true]);
  }));

Deno.test("quirk 33: stops that differ in id, tag, time or meter are each kept", () =>
  onStage(async ({ booted, transactions }) => {
    const cp = await booted();
    const stop = { transactionId: 48213, idTag: "A", meterStop: 5000, timestamp: t(-40) };
    for (
      const more of [
        ...[{}, { transactionId: 48214 }, { transactionId: 0 }, { idTag: "B" }],
        ...[{ timestamp: t(-39) }, { meterStop: 5001 }, { idTag: "é".repeat(2_000) }],
      ]
    ) {
      for (let n = 0; n < 2; n++) await cp.call("StopTransaction", { ...stop, ...more });
    }
    assert.equal((await transactions("CP-1")).length, 7);
  }));

Deno.test("quirks 27 and 33: under a clock that is not set a stop without an id is told from the next by clock and meter", () =>
  onStage(async ({ booted, transaction, clock }) => {
    const cp = await booted();
    const stop = { transactionId: 0, meterStop: 1200, timestamp: "1970-01-01T00:10:00Z" };
    await start(cp);
    await cp.call("StopTransaction", stop);
    clock.advance(5_000);
    const next = await start(cp, { at: 4, meterStart: 1200 });
    await cp.call("StopTransaction", stop);
    assert.equal((await transaction(next)).state, "open");
    await cp.call("StopTransaction", { ...stop, meterStop: 1300 });
    assert.equal((await transaction(next)).state, "closed");

    const still = { transactionId: 0, meterStop: 0, timestamp: "1970-01-01T00:00:05Z" };
    for (const at of [5, 6]) {
      const id = await start(cp, { at, meterStart: 0 });
      clock.advance(1_000);
      await cp.call("StopTransaction", still);
      assert.equal((await transaction(id)).state, "closed", "a clock and a meter that stand still");
    }
  }));
