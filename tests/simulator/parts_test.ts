import assert from "node:assert/strict";
import { NotConnected } from "../../ocpp/errors.ts";
import { watch } from "../../simulator/happenings.ts";
import { meter } from "../../simulator/meter.ts";
import { type Letter, outbox } from "../../simulator/outbox.ts";
import { scaledClock } from "../../simulator/scaled_clock.ts";
import { basicAuth, closeCode, stationUrl } from "../../simulator/socket.ts";
import { timers } from "../../simulator/timers.ts";
import { appetite, soc, vehicle } from "../../simulator/vehicle.ts";
import { fakeClock } from "../support/clock.ts";

Deno.test("the id is appended to the URL, whatever the URL ends in", () => {
  assert.equal(stationUrl("ws://host:8080", "A"), "ws://host:8080/A");
  assert.equal(stationUrl("wss://host/ocpp/", "A"), "wss://host/ocpp/A");
  assert.equal(stationUrl("ws://host/ocpp?x=1", "A B/Ü"), "ws://host/ocpp/A%20B%2F%C3%9C?x=1");
  assert.throws(() => stationUrl("host", "A"), /not a WebSocket URL .*: host/);
});

Deno.test("Basic authorization is UTF-8; close codes are those a client may use", () => {
  assert.equal(basicAuth("A", "ü"), `Basic ${btoa("A:\u00c3\u00bc")}`);
  assert.deepEqual([1000, 1001, 1009, 3000, 4001].map(closeCode), [1000, 3000, 3000, 3000, 4001]);
});

Deno.test("a clock twice as fast halves the pauses and doubles what passes", () => {
  const real = fakeClock();
  const fast = scaledClock(2, real);
  let ran = false;
  fast.after(10_000, () => ran = true);
  real.advance(4_999);
  assert.equal(ran, false);
  real.advance(1);
  assert.equal(ran, true);
  assert.equal(fast.now().toISOString(), "2026-01-01T00:00:10.000Z");
});

Deno.test("timers that are cancelled together run no more", () => {
  const clock = fakeClock();
  const own = timers(clock);
  const ran: number[] = [];
  own.after(1, () => ran.push(1));
  own.after(5, () => ran.push(5));
  own.after(6, () => ran.push(6))();
  clock.advance(1);
  own.cancelAll();
  clock.advance(10);
  assert.deepEqual(ran, [1]);
});

Deno.test("a meter counts the same whether it is read once or often", () => {
  const make = () => {
    const one = meter(1000, 0, (at) => ({ amps: at < 300_000 ? 10 : 5, phases: 3 }));
    one.car = { ...vehicle(() => 0.5), chargeWh: 20_000 };
    one.on = true;
    return one;
  };
  const [seldom, often] = [make(), make()];
  for (let at = 0; at < 600_000; at += 10_000) often.read(at);
  const wh = seldom.read(600_000).energyWh;
  assert(Math.abs(wh - often.read(600_000).energyWh) < 1e-6);
  // 10 A for five minutes; then 5 A, which is less than a car can take.
  assert(wh > 1570 && wh <= 1575, `${wh}`);
  assert.equal(seldom.read(600_000).amps, 0);
});

Deno.test("a car takes less and less above 80 %, and nothing when it is full", () => {
  const at = (level: number) => appetite({ ...vehicle(() => 0), chargeWh: 60_000 * level });
  assert.equal(at(0.5), 16);
  assert.equal(Math.round(at(0.9)), 8);
  assert.equal(at(0.999), 1);
  assert.equal(at(1), 0);
  assert.equal(soc(vehicle(() => 0)), 20);
});

Deno.test("the outbox sends in order, pauses after a refusal and stops at a lost connection", async () => {
  const clock = fakeClock();
  const sent: string[] = [];
  const lost: string[] = [];
  const failing = new Map<string, Error>();
  let up = false;
  const box = outbox({
    ...{ letters: [] as Letter[], timers: timers(clock) },
    ready: () => up,
    send: ({ action }) => {
      sent.push(action);
      const error = failing.get(action);
      return error ? Promise.reject(error) : Promise.resolve();
    },
    lost: ({ action }) => lost.push(action),
    attempts: () => 2,
    retryS: () => 10,
  });
  for (const action of ["A", "B", "C"]) box.post({ action, payload: {}, transaction: "t" });
  assert.deepEqual(sent, []);
  const turn = () => new Promise((resolve) => setTimeout(resolve, 0));
  failing.set("A", new NotConnected("gone"));
  up = true;
  box.flush();
  await turn();
  assert.deepEqual(sent, ["A"]);
  failing.delete("A");
  failing.set("B", new Error("no"));
  box.flush();
  await turn();
  assert.deepEqual(sent, ["A", "A", "B"]);
  clock.advance(9_999);
  assert.equal(sent.length, 3);
  clock.advance(1);
  await box.empty();
  assert.deepEqual(sent, ["A", "A", "B", "B", "C"]);
  assert.deepEqual(lost, ["B"]);
});

Deno.test("requests are kept for whoever asks later, the oldest first", async () => {
  const one = watch();
  const early = one.received("Reset");
  for (const n of [1, 2, 3]) one.emit("request", { action: "Reset", payload: n });
  assert.deepEqual([await early, await one.received("Reset"), await one.received("Reset")], [
    ...[1, 2, 3],
  ]);
  const heard: string[] = [];
  const off = one.on("warning", ({ text }) => heard.push(text));
  one.emit("warning", { text: "a" });
  off();
  one.emit("warning", { text: "b" });
  assert.deepEqual(heard, ["a"]);
  const never = assert.rejects(one.received("Reset"), /closed before a Reset came/);
  one.end();
  await never;
});
