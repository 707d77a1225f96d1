import assert from "node:assert/strict";
import fc from "fast-check";
import { binsOf, boundsOf } from "../../../csms/analytics/period.ts";
import { reading } from "../../../csms/analytics/read.ts";
import { later } from "../../../csms/analytics/zone.ts";
import type { Transaction } from "../../../csms/model.ts";
import { tokenKey } from "../../../csms/tokens/store.ts";
import { fakeClock } from "../../support/clock.ts";
import { type Room, room } from "../room.ts";
import { ended, recount } from "./recount.ts";

const MINUTE = 60_000;
const station = fc.constantFrom("CP-1", "CP-2");
const evse = fc.integer({ min: 1, max: 2 });
const token = fc.constantFrom("", "TAG-1", "tag-1", "TAG-2");
/** Which of the transactions so far, counted from the newest. */
const which = fc.nat(4);
/** Minutes before now: what a station kept while it was offline, or a clock that jumped. */
const ago = fc.oneof(
  fc.nat(30),
  fc.nat(5_000),
  fc.constant(60 * 24 * 40),
  fc.integer({ min: -300, max: 0 }),
);
const kwh = fc.integer({ min: 0, max: 90_000 }).map((wh) => wh + wh % 7 / 10);
const watts = fc.integer({ min: 0, max: 22_000 });
const ops = fc.array(
  fc.oneof(
    fc.record({ do: fc.constant("start" as const), station, evse, token, ago }),
    fc.record({ do: fc.constant("stop" as const), which, ago, wh: kwh }),
    fc.record({ do: fc.constant("meter" as const), which, ago, wh: kwh, watts }),
    fc.record({ do: fc.constant("close" as const), which }),
    fc.record({ do: fc.constant("orphan" as const), station, token, ago }),
    fc.record({
      ...{
        do: fc.constant("told" as const),
        station,
        evse,
        n: fc.nat(3),
        seqNo: fc.nat(5),
        wh: kwh,
      },
      ...{ type: fc.constantFrom("started" as const, "updated" as const, "ended" as const), ago },
    }),
    fc.record({ do: fc.constant("wait" as const), minutes: fc.nat(2_000) }),
    fc.record({ do: fc.constant("fold" as const) }),
  ),
  { minLength: 5, maxLength: 40 },
);
type Op = typeof ops extends fc.Arbitrary<(infer O)[]> ? O : never;

const readings = (at: string, wh: number, watts = 0) => [{
  at,
  values: [
    { value: wh, measurand: "Energy.Active.Import.Register", unit: "Wh" },
    { value: watts, measurand: "Power.Active.Import", unit: "W" },
  ],
}];

async function run(r: Room, op: Op): Promise<void> {
  const { csms: { transactions, analytics }, clock } = r;
  const before = (minutes: number) => new Date(clock.now().getTime() - minutes * MINUTE);
  const pick = async (n: number) => (await transactions.page({}, { limit: 5 })).items.at(n);
  if (op.do === "wait") return clock.advance(op.minutes * MINUTE);
  if (op.do === "fold") return await analytics.settle();
  if (op.do === "start") {
    const at = before(op.ago);
    const { station, evse, token } = op;
    const key = `start|${evse}|${token}|${at.toISOString()}`;
    await r.apply((change) =>
      transactions.started(change, { station, evse, connector: 1, token, meterStart: 0, at, key })
    );
    return;
  }
  if (op.do === "orphan") {
    const { station, token } = op;
    const stop = {
      station,
      transaction: "0",
      token,
      meterStop: 5,
      at: before(op.ago),
      readings: [],
    };
    await r.apply((change) => transactions.stopped(change, stop));
    return;
  }
  if (op.do === "told") {
    const { station, evse, n, type, seqNo, ago, wh } = op;
    const at = before(ago);
    await r.apply((change) =>
      transactions.told(change, {
        ...{ station, remoteId: `R${n}`, type, seqNo, at, place: { evse, connector: 1 } },
        ...{ trigger: "MeterValuePeriodic", offline: false },
        readings: readings(at.toISOString(), wh, wh / 10),
      })
    );
    return;
  }
  const transaction = await pick(op.which);
  if (!transaction) return;
  const { id, station, evse } = transaction;
  if (op.do === "close") return void await transactions.closeByHand(id);
  const at = before(op.ago);
  await r.apply<unknown>((change) =>
    op.do === "stop"
      ? transactions.stopped(change, {
        station,
        transaction: id,
        meterStop: op.wh,
        at,
        readings: [],
      })
      : transactions.metered(change, {
        ...{ station, evse, transaction: id },
        readings: readings(at.toISOString(), op.wh, op.watts),
      })
  );
}

const zones = ["UTC", "Europe/Berlin", "Asia/Kathmandu", "America/St_Johns", "Pacific/Chatham"];

async function agree(r: Room, zone: string): Promise<void> {
  const all = await ended(r.store);
  const today = r.clock.now().toISOString().slice(0, 10);
  const period = { from: later(today, -75), to: later(today, 2), zone };
  const { analytics } = r.csms;
  const subjects = [
    { kind: "all" as const, name: "", own: all },
    {
      kind: "station" as const,
      name: "CP-1",
      own: all.filter(({ station }) => station === "CP-1"),
    },
    {
      kind: "token" as const,
      name: "tag-1",
      own: all.filter((t) => tokenKey(t.token) === "tag-1"),
    },
  ];
  for (const { kind, name, own } of subjects) {
    for (const by of ["day", "month"] as const) {
      const { items } = await analytics.series({ kind, name }, period, by);
      const expected = binsOf(period, by).map((bin) => {
        const { peakW, ...sums } = recount(own, bin);
        return { name: bin.name, ...sums, peakW: kind === "station" ? peakW : 0 };
      });
      assert.deepEqual(items, expected, `${kind} ${name} by ${by} in ${zone}`);
    }
  }
  const nameOf = {
    station: ({ station }: Transaction) => station,
    token: ({ token }: Transaction) => tokenKey(token),
  };
  for (const kind of ["station", "token"] as const) {
    for (const days of [75, 3, 800]) {
      const span = { ...period, from: later(today, -days) };
      const expected = [...Map.groupBy(all, nameOf[kind])].filter(([name]) => name !== "")
        .map(([name, own]) => ({ name, ...recount(own, { name, ...boundsOf(span) }) }))
        .map((each) => kind === "station" ? each : { ...each, peakW: 0 })
        .filter(({ sessions, pluggedSeconds }) => sessions > 0 || pluggedSeconds > 0);
      const totals = await reading(r.store).totals(kind, span);
      const sorted = (list: readonly { name: string }[]) =>
        list.toSorted((a, b) => a.name < b.name ? -1 : 1);
      assert.deepEqual(sorted(totals), sorted(expected), `${kind}s of ${days} days in ${zone}`);
    }
  }
}

Deno.test("the rollups are what a recount of the transactions gives, whatever happened in whatever order", async () => {
  await fc.assert(
    fc.asyncProperty(ops, fc.constantFrom(...zones), async (given, zone) => {
      await using r = await room({}, { clock: fakeClock("2026-03-20T10:07:31.417Z") });
      await r.station("CP-1");
      await r.csms.tariffs.put({
        ...{ id: "T", currency: "EUR", timeZone: "UTC" },
        energy: { prices: [{ price: 0.3 }] },
      });
      await r.csms.tariffs.assign("T", { station: "CP-1" });
      for (const op of given) await run(r, op);
      await agree(r, zone);
      assert.equal((await r.store.tallies.page([], { limit: 1 })).items.length, 0);
    }),
    { numRuns: 60 },
  );
});
