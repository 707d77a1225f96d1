import assert from "node:assert/strict";
import { openStore, type Store } from "../../../kv/mod.ts";
import type { Transaction } from "../../../csms/model.ts";
import { later } from "../../../csms/analytics/zone.ts";
import { fakeClock } from "../../support/clock.ts";
import { soon } from "../../support/until.ts";
import { DAY, HOUR, type Room, room } from "../room.ts";

const everybody = { kind: "all", name: "" } as const;
const january = { from: "2026-01-01", to: "2026-01-31", zone: "UTC" };

/** Charges once for an hour; gives the id. */
async function charge(r: Room, wh = 1000, token = "TAG-1", evse = 1): Promise<string> {
  const id = await r.start(token, evse);
  r.clock.advance(HOUR);
  await stop(r, id, wh);
  return id;
}

function stop(r: Room, transaction: string, meterStop: number) {
  const at = r.clock.now();
  return r.apply((change) =>
    r.csms.transactions.stopped(change, {
      station: "CP-1",
      transaction,
      meterStop,
      at,
      readings: [],
    })
  );
}

const waiting = async (store: Store) => (await store.tallies.page([], { limit: 200 })).items.length;

Deno.test("what ended is counted a few seconds later, and at once where somebody asks", async () => {
  await using r = await room();
  await r.station();
  await charge(r);
  assert.equal(await waiting(r.store), 1);
  r.clock.advance(5_000);
  await soon(async () => assert.equal(await waiting(r.store), 0));
  await charge(r, 500);
  const { total } = await r.csms.analytics.series(everybody, january, "month");
  assert.deepEqual(total, {
    ...{ sessions: 2, energyWh: 1500, pluggedSeconds: 7200, peakW: 0, costs: [] },
  });
});

Deno.test("many who count at the same time, in two instances too, count each end once", async () => {
  const kv = await Deno.openKv(":memory:");
  const clock = fakeClock();
  {
    await using one = await room({}, { kv, clock, exclusive: false });
    await using other = await room({}, { kv, clock, exclusive: false });
    await one.station();
    for (let i = 0; i < 30; i++) await charge(i % 2 ? one : other, 1000, `TAG-${i}`);
    const totals = await Promise.all(
      [one, other, one, other].map((r) => r.csms.analytics.series(everybody, january, "day")),
    );
    for (const { total } of totals) {
      assert.deepEqual([total.sessions, total.energyWh], [30, 30_000]);
    }
    assert.equal((await one.csms.analytics.tokens(january)).length, 30);
  }
  kv.close();
});

Deno.test("a transaction that was taken for lost and then ended is counted at its end, once", async () => {
  await using r = await room();
  await r.station();
  const id = await r.start("TAG-1");
  r.clock.advance(DAY);
  await r.csms.transactions.closeByHand(id);
  const days = async () =>
    (await r.csms.analytics.series(everybody, january, "day")).items
      .filter(({ pluggedSeconds }) => pluggedSeconds > 0)
      .map((
        { name, sessions, energyWh, pluggedSeconds },
      ) => [name, sessions, energyWh, pluggedSeconds]);
  assert.deepEqual(await days(), [["2026-01-01", 0, 0, 86_400]]);
  r.clock.advance(DAY + HOUR);
  await stop(r, id, 7000);
  const half = [["2026-01-01", 0, 0, 86_400], ["2026-01-02", 0, 0, 86_400]];
  assert.deepEqual(await days(), [...half, ["2026-01-03", 1, 7000, 3600]]);
  await stop(r, id, 9000);
  assert.deepEqual(
    await days(),
    [...half, ["2026-01-03", 1, 7000, 3600]],
    "a repeat changes nothing",
  );
});

Deno.test("what many stations told in turn is counted in few commits, by station", async () => {
  const kv = await Deno.openKv(":memory:");
  {
    await using r = await room({}, { kv, clock: fakeClock() });
    // What is counted in the background at a start would take some of them.
    await r.csms.analytics.counted;
    for (let n = 0; n < 600; n += 100) {
      await r.apply((change) => {
        for (let i = n; i < n + 100; i++) {
          const plus = { station: `CP-${i % 30}`, token: `t${i % 30}`, from: 0, to: 0, mWh: 1000 };
          r.store.tallies.put(change, [String(i)], { plus: { ...plus, peakW: 0 } });
        }
        return Promise.resolve();
      });
    }
    let commits = 0;
    const atomic = kv.atomic.bind(kv);
    kv.atomic = () => {
      commits++;
      return atomic();
    };
    await r.csms.analytics.settle();
    assert.equal(commits, 2, "600 keys to remove, and few to write");
    const then = { from: "1970-01-01", to: "1970-01-01", zone: "UTC" };
    const { total } = await r.csms.analytics.series(everybody, then, "day");
    assert.deepEqual([total.sessions, total.energyWh], [600, 600]);
    const all = await r.csms.analytics.tokens(then);
    assert.deepEqual(all.map(({ sessions }) => sessions), Array(30).fill(20));
  }
  kv.close();
});

Deno.test("what comes to nothing again leaves nothing behind, peaks included", async () => {
  await using r = await room();
  const part = { station: "CP-1", token: "t", from: 0, to: 40 * DAY, mWh: 5, peakW: 11_000 };
  const tally = { ...part, cost: { currency: "EUR", amount: 3 } };
  await r.apply((change) => r.store.tallies.put(change, ["B"], { minus: tally }));
  await r.apply((change) => r.store.tallies.put(change, ["A"], { plus: tally }));
  await r.csms.analytics.settle();
  for (const collection of [r.store.rollupDays, r.store.rollupMonths, r.store.rollupYears]) {
    assert.deepEqual(await Array.fromAsync(collection.each([]), ({ key }) => key), []);
  }
});

/** A transaction as it was stored before there were rollups. */
const old = (id: number): Transaction => ({
  ...{ id: String(id), station: "CP-1", evse: 1, connector: 1, token: "TAG-1" },
  ...{ startedAt: "2026-01-05T10:00:00Z", stoppedAt: "2026-01-05T11:00:00Z" },
  ...{ receivedAt: "2026-01-05T10:00:00Z", meterStart: 0, peakW: 0, state: "closed", flags: [] },
  register: { energyWh: 1000, level: { energyWh: 0, rateW: 0 }, recent: [] },
  startDecision: { status: "Accepted", source: "local" },
});

Deno.test("what ended before there were rollups is counted at the first start, once however often it starts", async () => {
  for (const exclusive of [true, false]) {
    const kv = await Deno.openKv(":memory:");
    const clock = fakeClock("2026-01-10T00:00:00Z");
    const store = openStore(kv, { now: clock.now, exclusive });
    for (let id = 1; id <= 200; id++) {
      await store.apply((change) => {
        const state = id === 7 ? "open" : "closed";
        store.transactions.put(change, [String(id)], { ...old(id), state });
        return Promise.resolve();
      });
    }
    for (let start = 0; start < 6; start++) {
      await using r = await room({}, { kv, clock, exclusive });
      // Cut short in the midst: the first ones get no further than a commit or two.
      if (start < 3) await soon(async () => assert.ok(await r.store.meta.get("backfill")));
      else {await soon(async () => {
          const at = await r.store.meta.get("backfill");
          assert.deepEqual(at?.value, { done: true });
        });}
    }
    await using r = await room({}, { kv, clock, exclusive });
    assert.equal((await r.csms.analytics.series(everybody, january, "day")).total.sessions, 199);
    await r.csms.transactions.closeByHand("7");
    await r.csms.analytics.settle();
    assert.equal((await r.csms.analytics.series(everybody, january, "day")).total.sessions, 200);
    const { items } = await r.store.transactions.page([], { limit: 200 });
    assert.ok(items.every(({ value }) => value.counted));
    r.csms.stop();
    kv.close();
  }
});

Deno.test("a clock that was never set does not fill decades: the last 31 days count as plugged in", async () => {
  await using r = await room();
  await r.station();
  const at = new Date("1970-01-01T00:00:07Z");
  const { transaction } = await r.apply((change) =>
    r.csms.transactions.started(change, {
      ...{ station: "CP-1", evse: 1, connector: 1, token: "TAG-1", meterStart: 0, at, key: "k" },
    })
  );
  await stop(r, transaction.id, 100);
  const period = { ...january, from: later(january.from, -365) };
  const { total } = await r.csms.analytics.series(everybody, period, "month");
  assert.deepEqual([total.sessions, total.pluggedSeconds], [1, 31 * 86_400]);
});
