import assert from "node:assert/strict";
import fc from "fast-check";
import { keptWith, type Measured, within } from "../../../csms/reliability/measures.ts";
import { percentile, took } from "../../../csms/reliability/latency.ts";
import { fakeClock } from "../../support/clock.ts";
import { charger } from "../../support/charger.ts";
import { database } from "../../support/database.ts";
import { kvolt } from "../../support/kvolt.ts";
import { rest } from "../../support/rest.ts";
import { happens } from "../../support/until.ts";
import { HOUR, type Room, room } from "../room.ts";

const MINUTE = 60_000;

const connect = (r: Room, station = "CP-1") =>
  r.apply((change) =>
    change.record("station.connected", { protocol: "ocpp1.6", address: "::1" }, station)
  );
const disconnect = (r: Room, station = "CP-1") =>
  r.apply((change) => change.record("station.disconnected", { code: 1000, reason: "" }, station));

/** What CP-1 is told to have come to in some days. */
async function told(r: Room, from: string, to = from) {
  const [found] = (await r.csms.reliability.stations({ from, to }))
    .filter(({ station }) => station === "CP-1");
  return found!;
}

Deno.test("time online is counted in the days in which it passed, while it goes on too", async () => {
  await using r = await room({}, { clock: fakeClock("2026-03-30T18:00:00Z") });
  await r.station();
  await connect(r);
  r.clock.advance(10 * HOUR);
  const at = async (day: string) => (await told(r, day)).onlineSeconds / 3600;
  assert.deepEqual([await at("2026-03-30"), await at("2026-03-31"), await at("2026-04-01")], [
    6,
    4,
    0,
  ]);
  await disconnect(r);
  r.clock.advance(22 * HOUR);
  await connect(r);
  r.clock.advance(HOUR);
  assert.deepEqual([await at("2026-03-30"), await at("2026-03-31"), await at("2026-04-01")], [
    6,
    4,
    1,
  ]);
  const all = await told(r, "2026-03-01", "2026-04-30");
  assert.deepEqual([all.connects, all.disconnects, all.onlineSeconds], [2, 1, 11 * 3600]);
  assert.equal(all.uptime, Math.round(11 / 33 * 10_000) / 10_000, "since it is known, until now");
});

Deno.test("a new socket that takes the place of the old one is a connect, and no time is counted twice", async () => {
  await using r = await room();
  await r.station();
  await connect(r);
  r.clock.advance(HOUR);
  await connect(r);
  r.clock.advance(HOUR);
  await disconnect(r);
  const { connects, disconnects, onlineSeconds, uptime } = await told(r, "2026-01-01");
  assert.deepEqual([connects, disconnects, onlineSeconds, uptime], [2, 1, 7200, 1]);
});

Deno.test("a clock that is set back takes nothing away", async () => {
  let back = 0;
  const clock = fakeClock();
  const jumping = { ...clock, now: () => new Date(clock.now().getTime() - back) };
  await using r = await room({}, { clock: jumping });
  await r.station();
  await connect(r);
  clock.advance(2 * HOUR);
  assert.equal((await told(r, "2026-01-01")).onlineSeconds, 7200);
  back = HOUR;
  assert.equal((await told(r, "2026-01-01")).onlineSeconds, 7200);
  clock.advance(HOUR);
  await disconnect(r);
  const { onlineSeconds } = await told(r, "2026-01-01");
  assert.ok(7200 <= onlineSeconds && onlineSeconds <= 3 * 3600, `${onlineSeconds} s`);
});

Deno.test("it is written when the connection ends and a minute before each day does, and not for each frame", async () => {
  await using r = await room({}, { clock: fakeClock("2026-01-31T20:00:00Z") });
  await r.station();
  const { reliability } = r.csms;
  const kept = async () => {
    await reliability.written();
    return await Array.fromAsync(
      r.store.reliabilityMonths.each([]),
      ({ key, value }) => [key[1], value],
    );
  };
  await connect(r);
  for (let i = 0; i < 100; i++) {
    r.clock.advance(MINUTE);
    const now = r.clock.now();
    reliability.heard("CP-1", new Date(now.getTime() - MINUTE), now);
    reliability.answered("CP-1", i);
  }
  assert.deepEqual(await kept(), []);
  r.clock.advance(3 * HOUR);
  const january = {
    onlineMs: { 31: 4 * HOUR - MINUTE },
    connects: { 31: 1 },
    silenceMs: { 31: MINUTE },
    "took 25": { 31: 26 },
    "took 50": { 31: 25 },
    "took 100": { 31: 49 },
  };
  assert.deepEqual(await kept(), [[2026 * 12, january]]);
  await disconnect(r);
  const all = await kept();
  assert.deepEqual(all.map(([month]) => month), [2026 * 12, 2026 * 12 + 1]);
  assert.deepEqual(all[0]![1], { ...january, onlineMs: { 31: 4 * HOUR } });
});

Deno.test("silence, drift and answers of real stations are told over REST, and outlast a restart", async () => {
  await using file = await database();
  const clock = fakeClock("2026-01-01T10:00:00Z");
  const env = { KV_PATH: file.path, CALL_TIMEOUT_SECONDS: "5" };
  {
    const csms = await kvolt(env, { clock });
    const cp = await charger(csms.ws, "CP-1");
    await cp.boot();
    clock.advance(7 * MINUTE);
    await cp.call("StatusNotification", {
      ...{ connectorId: 1, errorCode: "NoError", status: "Available" },
      timestamp: "2026-01-01T10:09:00Z",
    });
    const asked = csms.csms.ask("CP-1", "getConfiguration", {});
    const call = await cp.asked("GetConfiguration");
    clock.advance(150);
    cp.answer(call, { configurationKey: [] });
    await asked;
    const ignored = assert.rejects(csms.csms.ask("CP-1", "getConfiguration", {}));
    await cp.asked("GetConfiguration");
    clock.advance(5_000);
    await ignored;
    const left = happens(csms.csms, ({ type }) => type === "station.disconnected");
    await cp.close();
    await left;
    const away = await charger(csms.ws, "CP-2");
    await away.boot();
    const stopped = csms.stop();
    clock.advance(100);
    await stopped;
    await away.close();
  }
  const csms = await kvolt(env, { clock });
  const api = await rest(csms);
  const { body } = await api.get("/analytics/reliability?from=2026-01-01&to=2026-01-01");
  const of = (id: string) => body.items.find(({ station }: { station: string }) => station === id);
  assert.deepEqual(of("CP-1"), {
    ...{ station: "CP-1", uptime: 0.9998, onlineSeconds: 425, connects: 1, disconnects: 1 },
    ...{ silenceSeconds: 420, driftMinMs: 120_000, driftMaxMs: 120_000 },
    ...{ answers: 1, unanswered: 1, answerP50Ms: 200, answerP95Ms: 200 },
  });
  assert.equal(of("CP-2").connects, 1, "written at stop");
  const table = await api.get("/analytics/reliability.csv?from=2026-01-01&to=2026-01-01");
  assert.match(table.body, /^station,uptime,onlineSeconds,/);
  assert.match(table.body, /\r\nCP-1,0.9998,425,1,1,420,120000,120000,1,1,200,200\r\n/);
  await csms.stop();
});

Deno.test("values kept in slots, in whatever parts they came, have together what they have at once", () => {
  const value = fc.nat(1000);
  const measured: fc.Arbitrary<Measured> = fc.record(
    { onlineMs: value, silenceMs: value, driftMinMs: value, driftMaxMs: value, "took 50": value },
    { requiredKeys: [] },
  );
  const parts = fc.array(fc.tuple(fc.integer({ min: 1, max: 31 }), measured), { maxLength: 20 });
  fc.assert(fc.property(parts, fc.nat(20), (given, rotate) => {
    const keep = (list: typeof given) =>
      list.reduce((kept, [slot, more]) => keptWith(kept, slot, more), {});
    const turned = [...given.slice(rotate), ...given.slice(0, rotate)];
    assert.deepEqual(within(keep(turned), 1, 32), within(keep(given), 1, 32));
    const of = (name: keyof Measured) => given.flatMap(([, more]) => more[name] ?? []);
    const all = within(keep(given), 1, 32);
    assert.equal(all.onlineMs ?? 0, of("onlineMs").reduce((sum, each) => sum + each, 0));
    if (of("silenceMs").length) assert.equal(all.silenceMs, Math.max(...of("silenceMs")));
    if (of("driftMinMs").length) assert.equal(all.driftMinMs, Math.min(...of("driftMinMs")));
  }));
});

Deno.test("a share of the answers came within the time that is said, and the next shorter one is too short", () => {
  const bounds = [25, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 30_000, 86_400_000];
  const times = fc.array(fc.nat(40_000), { minLength: 1, maxLength: 50 });
  fc.assert(fc.property(times, fc.constantFrom(0.5, 0.95), (given, share) => {
    const all = given.reduce((kept, ms) => keptWith(kept, 1, took(ms)), {});
    const within50 = percentile(within(all, 1, 2), share)!;
    const below = (bound: number) => given.filter((ms) => ms <= bound).length / given.length;
    assert.ok(below(within50) >= share);
    const shorter = bounds[bounds.indexOf(within50) - 1];
    assert.ok(shorter === undefined || below(shorter) < share);
  }));
  assert.equal(percentile({}, 0.5), undefined);
});
