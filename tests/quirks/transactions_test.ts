import assert from "node:assert/strict";
import { fakeClock } from "../support/clock.ts";
import { onStage, reading, start, status, t } from "./stage.ts";

const noId: [name: string, fields: Record<string, unknown>][] = [
  ["0", { transactionId: 0 }],
  ["-1", { transactionId: -1 }],
  ["null", { transactionId: null }],
  ["absent", {}],
  ["the text 0", { transactionId: "0" }],
];

for (const [name, fields] of noId) {
  Deno.test(`quirk 33: meter values with the transaction id ${name} go to the transaction of their connector`, () =>
    onStage(async ({ booted, transaction, clock }) => {
      const cp = await booted();
      const one = await start(cp, { connectorId: 1 });
      const two = await start(cp, { connectorId: 2, meterStart: 0 });
      clock.advance(60_000);
      assert.deepEqual(
        await cp.call("MeterValues", reading(60, 130, { connectorId: 2, ...fields })),
        {},
      );
      assert.equal((await transaction(one)).register.energyWh, 0);
      assert.equal((await transaction(two)).register.energyWh, 130);
    }));

  Deno.test(`quirk 33: a stop with the transaction id ${name} ends the one of its tag, and is answered`, () =>
    onStage(async ({ booted, transaction, clock }) => {
      const cp = await booted();
      const one = await start(cp, { connectorId: 1, idTag: "TAG-1" });
      const two = await start(cp, { connectorId: 2, idTag: "TAG-2" });
      clock.advance(60_000);
      const stop = { ...fields, idTag: "tag-2", meterStop: 1200, timestamp: t(60) };
      assert.deepEqual(await cp.call("StopTransaction", stop), {
        idTagInfo: { status: "Accepted" },
      });
      assert.equal((await transaction(one)).state, "open");
      const { state, register, flags } = await transaction(two);
      assert.deepEqual([state, register.energyWh], ["closed", 200]);
      assert.ok(flags.includes("matched-by-guess"));
    }));
}

Deno.test("quirk 33: a stop without id and tag ends the only transaction there is", () =>
  onStage(async ({ booted, transaction, clock }) => {
    const cp = await booted();
    const id = await start(cp);
    clock.advance(60_000);
    const stop = { transactionId: 0, meterStop: 1300, timestamp: t(60) };
    assert.deepEqual(await cp.call("StopTransaction", stop), {});
    assert.equal((await transaction(id)).register.energyWh, 300);
  }));

Deno.test("quirk 33: a stop that could be of either transaction is kept as one of its own, and ends neither", () =>
  onStage(async ({ booted, transactions, clock }) => {
    const cp = await booted();
    await start(cp, { connectorId: 1, idTag: "TAG-1" });
    await start(cp, { connectorId: 2, idTag: "TAG-2" });
    clock.advance(60_000);
    const stop = { transactionId: -1, meterStop: 1300, timestamp: t(60) };
    assert.deepEqual(await cp.call("StopTransaction", stop), {});
    const all = await transactions("CP-1");
    assert.deepEqual(all.filter(({ state }) => state === "open").length, 2);
    assert.deepEqual(all[0]!.flags, ["stop-without-start"]);
    assert.equal(all[0]!.meterStop, 1300);
  }));

Deno.test("quirk 33: a stop of what another CSMS started before does not end what runs now", () =>
  onStage(async ({ booted, transaction, transactions, clock }) => {
    const cp = await booted();
    clock.advance(7_200_000);
    const id = await start(cp, { at: 7_000, idTag: "NOW" });
    for (
      const old of [
        { transactionId: 48213, timestamp: t(3_000), meterStop: 900 },
        { transactionId: 48214, timestamp: t(7_100), meterStop: 950, idTag: "BEFORE" },
      ]
    ) {
      const answer = await cp.call("StopTransaction", old);
      assert.deepEqual(answer, old.idTag ? { idTagInfo: { status: "Accepted" } } : {});
    }
    assert.equal((await transaction(id)).state, "open");
    const kept = (await transactions("CP-1")).filter(({ flags }) =>
      flags.includes("stop-without-start")
    );
    assert.deepEqual(kept.map(({ meterStop }) => meterStop).sort(), [900, 950]);
  }));

Deno.test("quirk 34: the transaction ids that kvolt gives are never 0, also where they begin anew", async () => {
  const folder = await Deno.makeTempDir();
  const KV_PATH = `${folder}/kvolt.db`;
  const kv = await Deno.openKv(KV_PATH);
  await kv.set(["counters", "transaction"], 2 ** 31 - 2);
  kv.close();
  await onStage(async ({ booted }) => {
    const cp = await booted();
    const ids = [await start(cp, { at: 0 }), await start(cp, { at: 1 })];
    assert.deepEqual(ids, [1, 2]);
  }, { KV_PATH });
  await onStage(async ({ booted, transaction }) => {
    const cp = await booted();
    const id = await start(cp, { at: 2 });
    assert.ok(id > 2 && id < 2 ** 31);
    assert.equal((await transaction(id)).startedAt, new Date(t(2)).toISOString());
  }, { KV_PATH });
  await Deno.remove(folder, { recursive: true });
});

Deno.test("quirk 35: a start that comes again, also after a restart, is the same transaction", async () => {
  const folder = await Deno.makeTempDir();
  const env = { KV_PATH: `${folder}/kvolt.db` };
  const ids: number[] = [];
  await onStage(async ({ booted }) => {
    const cp = await booted();
    for (let n = 0; n < 3; n++) ids.push(await start(cp, { at: 5, reservationId: 0 }));
  }, env);
  await onStage(async ({ booted, transactions }) => {
    const cp = await booted();
    ids.push(await start(cp, { at: 5, reservationId: 0 }));
    const [one, ...others] = await transactions("CP-1");
    assert.deepEqual(others, []);
    assert.equal(one!.reservation, undefined);
  }, env);
  assert.equal(new Set(ids).size, 1);
  await Deno.remove(folder, { recursive: true });
});

Deno.test("quirk 35: the reservation 0 is none, and another one is used", () =>
  onStage(async ({ kvolt, booted, transaction }) => {
    const cp = await booted();
    const expiresAt = t(3_600);
    const reserve = { id: 7, evse: 1, token: "TAG", expiresAt };
    const asked = kvolt.csms.ask("CP-1", "reserve", reserve);
    await cp.answers("ReserveNow", { status: "Accepted" });
    await asked;
    const none = await start(cp, { connectorId: 2, reservationId: 0 });
    assert.equal((await transaction(none)).reservation, undefined);
    const used = await start(cp, { connectorId: 1, reservationId: 7 });
    assert.equal((await transaction(used)).reservation, 7);
    const { items } = await kvolt.csms.reservations.page("CP-1", { limit: 10 });
    assert.deepEqual(items.map(({ id, state }) => [id, state]), [[7, "used"]]);
  }));

Deno.test("quirk 35: a stop that comes again with another meter value gets the same answer and leaves a finding", () =>
  onStage(async ({ booted, transaction, findings, clock }) => {
    const cp = await booted();
    const transactionId = await start(cp);
    clock.advance(60_000);
    const stop = { transactionId, idTag: "TAG", meterStop: 1300, timestamp: t(60) };
    const first = await cp.call("StopTransaction", stop);
    assert.deepEqual(await cp.call("StopTransaction", stop), first);
    assert.deepEqual(await findings("CP-1"), {});
    const other = { ...stop, meterStop: 1305, timestamp: t(75) };
    assert.deepEqual(await cp.call("StopTransaction", other), first);
    const { register, meterStop, stoppedAt } = await transaction(transactionId);
    assert.deepEqual([register.energyWh, meterStop], [300, 1300]);
    assert.equal(stoppedAt, new Date(t(60)).toISOString());
    assert.match((await findings("CP-1"))["stop-differs"]!, /again with another meter value/);
  }));

Deno.test("quirk 48: a station that comes back without a boot replays its past, and its times are believed", async () => {
  const folder = await Deno.makeTempDir();
  const env = { KV_PATH: `${folder}/kvolt.db` };
  let transactionId = 0;
  await onStage(async ({ booted }) => {
    const cp = await booted();
    await cp.call("StatusNotification", status(1, "Charging", 0));
    transactionId = await start(cp, { meterStart: 0 });
  }, env);
  await onStage(
    async ({ kvolt, clock, transaction, statuses, connected }) => {
      const cp = await connected();
      const stop = { transactionId, meterStop: 7000, timestamp: t(3_600) };
      assert.deepEqual(await cp.call("StopTransaction", stop), {});
      await cp.call("StatusNotification", status(1, "Finishing", 3_601));
      await cp.call("StatusNotification", status(1, "Available", 3_700));
      const { stoppedAt, register, flags, state } = await transaction(transactionId);
      assert.deepEqual([state, register.energyWh], ["closed", 7000]);
      assert.equal(stoppedAt, new Date(t(3_600)).toISOString());
      assert.ok(!flags.includes("lost"));
      assert.deepEqual(await statuses("CP-1"), { 1: "Available" });
      // It is known and accepted: what is asked of it goes out once it had time to boot.
      const asked = kvolt.csms.ask("CP-1", "clearCache", {});
      clock.advance(5_000);
      const trigger = await cp.answers("TriggerMessage", { status: "Rejected" });
      assert.equal(trigger.payload.requestedMessage, "BootNotification");
      await cp.answers("ClearCache", { status: "Accepted" });
      assert.equal((await asked).accepted, true);
    },
    env,
    fakeClock("2026-01-01T06:00:00Z"),
  );
  await Deno.remove(folder, { recursive: true });
});

Deno.test("quirk 49: a station that boots again on the same socket starts over, and Available ends what was left open", () =>
  onStage(async ({ kvolt, booted, transaction, clock }) => {
    const cp = await booted();
    await cp.call("StatusNotification", status(1, "Charging", 0));
    const id = await start(cp);
    clock.advance(120_000);
    await cp.call("MeterValues", reading(110, 1400, { transactionId: id }));
    const reset = kvolt.csms.ask("CP-1", "reset", { type: "soft" });
    await cp.answers("Reset", { status: "Accepted" });
    assert.equal((await reset).accepted, true);
    await cp.boot();
    assert.equal((await transaction(id)).state, "open");
    await cp.call("StatusNotification", status(1, "Available", 120));
    const { state, reason, register, flags, meterStop } = await transaction(id);
    assert.deepEqual([state, reason, register.energyWh, meterStop], ["closed", "Lost", 400, 1400]);
    assert.ok(flags.includes("lost"));
    // It is asked at once, as after any boot.
    const asked = kvolt.csms.ask("CP-1", "clearCache", {});
    await cp.answers("ClearCache", { status: "Accepted" });
    await asked;
  }));

Deno.test("quirk 49: the stop that a station tells after its reset counts, though its transaction was closed as lost", () =>
  onStage(async ({ booted, transaction, clock }) => {
    const cp = await booted();
    const id = await start(cp);
    clock.advance(120_000);
    await cp.boot();
    await cp.call("StatusNotification", status(1, "Available", 100));
    const stop = { transactionId: id, meterStop: 1450, timestamp: t(90), reason: "HardReset" };
    await cp.call("StopTransaction", stop);
    const { reason, register, flags } = await transaction(id);
    assert.deepEqual([reason, register.energyWh], ["HardReset", 450]);
    assert.ok(flags.includes("stopped-late") && !flags.includes("lost"));
  }));

Deno.test("quirk 49: a station that exits on Reset leaves the operator an answer, and its transaction open", () =>
  onStage(async ({ kvolt, booted, transaction }) => {
    const cp = await booted();
    const id = await start(cp);
    const reset = kvolt.csms.ask("CP-1", "reset", { type: "hard" });
    const refused = assert.rejects(reset, /Reset was not answered: the connection ended/);
    await cp.asked("Reset");
    cp.socket.close();
    await refused;
    assert.equal(kvolt.csms.links.get("CP-1"), undefined);
    const again = await booted();
    assert.equal((await transaction(id)).state, "open");
    // Another start on the same connector ends what the reset cut off.
    const next = await start(again, { at: 30, meterStart: 1400 });
    assert.equal((await transaction(id)).reason, "Lost");
    assert.equal((await transaction(next)).state, "open");
  }));
