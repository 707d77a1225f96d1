import assert from "node:assert/strict";
import { closeRegister, openRegister } from "../../../csms/transactions/energy.ts";
import { after, feed, session, wh } from "./readings.ts";
import { registerStations } from "./register_stations.ts";
import { sampleStations } from "./sample_stations.ts";

for (const { name, energyWh, remarks = [], ...rest } of [...registerStations, ...sampleStations]) {
  Deno.test(name, () => {
    const done = session(rest);
    assert.equal(done.energyWh, energyWh);
    assert.deepEqual(done.remarks, [...remarks]);
  });
}

Deno.test("quirk 33: a transaction that was never started has a register without a base", () => {
  const open = openRegister(undefined);
  assert.equal(feed(open, [wh(0, 5_000_000), wh(60, 5_000_100)]).energyWh, 100);
  const { energyWh } = closeRegister(openRegister(-1), undefined, after(0));
  assert.equal(energyWh, 0);
});

Deno.test("energy is live while the transaction is open", () => {
  const { register } = feed(openRegister(1000, after(0)), [wh(60, 1100), wh(120, 1300)]);
  assert.equal(register.energyWh, 300);
  assert.equal(register.kind, "lifetime");
  assert.equal(register.firstWh, 1100);
  assert.equal(register.lastWh, 1300);
  assert.equal(register.lastAt, after(120));
});

Deno.test("a reading whose time cannot be read changes nothing", () => {
  const open = openRegister(1000);
  assert.deepEqual(feed(open, [{ ...wh(0, 1100), at: "yesterday" }]).register, open);
});

Deno.test("a stop that is sent again with another value adds what is more", () => {
  const { register } = session({ start: 1000, readings: [wh(60, 1100)], stop: 1200, stopAt: 90 });
  assert.equal(closeRegister(register, 1200, after(90)).energyWh, 200);
  assert.equal(closeRegister(register, 1210, after(90)).energyWh, 210);
});

Deno.test("a register stays small however many readings it has seen", () => {
  const many = Array.from({ length: 500 }, (_, index) => wh(index * 60, 1000 + index * 100.25));
  const { register } = feed(openRegister(1000, after(0)), many);
  assert.ok(JSON.stringify(register).length < 800);
});
