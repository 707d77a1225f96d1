import assert from "node:assert/strict";
import { DAY, room } from "./room.ts";

Deno.test("a handshake that fails again is written again, also where the clock was set back meanwhile", async () => {
  await using at = await room();
  const failure = {
    path: "/ocpp/CP-1",
    address: "203.0.113.7",
    offered: "",
    reason: "a wrong key",
  };
  const fails = () => at.csms.handshakes.failed(failure);
  const written = async () =>
    (await at.store.failedHandshakes.get(failure.address, failure.path))?.value.count;
  await fails();
  await fails();
  assert.equal(await written(), 1, "not each one");
  at.clock.advance(10_000);
  await fails();
  assert.equal(await written(), 3);
  at.clock.advance(-365 * DAY);
  await fails();
  assert.equal(await written(), 4);
  await fails();
  assert.equal(await written(), 4);
});

Deno.test("audit log: who makes up names fills neither the list of failed handshakes nor the audit log", async () => {
  await using at = await room();
  const fails = (n: number) =>
    at.csms.handshakes.failed({
      ...{ path: `/ocpp/MADE-UP-${n}`, address: "203.0.113.7", offered: "", reason: "unknown" },
    });
  const lines = async () => (await Array.fromAsync(at.store.audit.each([]))).length;
  for (let n = 0; n < 1_200; n++) await fails(n);
  assert.equal(await lines(), 1_000);
  assert.equal((await Array.fromAsync(at.store.failedHandshakes.each([]))).length, 1_000);
  at.clock.advance(60_000);
  for (let n = 1_200; n < 1_400; n++) await fails(n);
  assert.equal(await lines(), 1_100, "a hundred more in a minute");
});
