import assert from "node:assert/strict";
import type { Station } from "../../../csms/model.ts";
import { of, type Room, room } from "../room.ts";

const arrival = (id: string, ...passwords: string[]) => ({
  ...{ id, address: "10.0.0.1" },
  credentials: passwords.map((text) => ({ user: id, password: new TextEncoder().encode(text) })),
});
const admit = (it: Room, id: string, ...passwords: string[]) =>
  it.csms.stations.admit(arrival(id, ...passwords));
const word = async (it: Room, id: string, ...passwords: string[]) => {
  const admission = await admit(it, id, ...passwords);
  return admission.ok ? admission.station.registration : admission.status;
};

for (
  const [discovery, expected] of [["open", "Accepted"], ["approve", "Pending"], [
    "closed",
    404,
  ]] as const
) {
  Deno.test(`discovery: with DISCOVERY=${discovery} an unknown station is ${expected}`, async () => {
    await using it = await room({ DISCOVERY: discovery });
    assert.equal(await word(it, "NEW"), expected);
    assert.equal(await it.csms.stations.get("NEW"), undefined, "stored only when it connects");
  });
}

Deno.test("discovery: a station is made known when it connects, is seen when it comes and goes, and keeps what it is", async () => {
  await using it = await room({ DISCOVERY: "approve" });
  const admission = await admit(it, "NEW");
  assert.ok(admission.ok);
  const { station } = admission;
  await it.csms.stations.connected(station, "10.0.0.1", "ocpp1.6");
  it.clock.advance(1_000);
  await it.csms.stations.decide("NEW", "Accepted");
  await it.csms.stations.disconnected("NEW", 1006, "gone");
  it.clock.advance(1_000);
  await it.csms.stations.connected(station, "10.0.0.2", "ocpp1.6");
  const known = (await it.csms.stations.get("NEW")) as Station;
  assert.deepEqual([known.registration, known.address, known.lastSeen, known.createdAt], [
    ...["Accepted", "10.0.0.2", "2026-01-01T00:00:02.000Z", "2026-01-01T00:00:00.000Z"],
  ]);
  const facts = it.events.map(({ type }) => type);
  assert.deepEqual(facts, [
    ...["station.discovered", "station.connected", "station.registered"],
    ...["station.disconnected", "station.connected"],
  ]);
  assert.deepEqual(of(it, "station.disconnected")[0]?.data, { code: 1006, reason: "gone" });
});

Deno.test("the end of a station that was removed writes nothing", async () => {
  await using it = await room();
  await it.csms.stations.disconnected("GONE", 1000, "");
  assert.deepEqual(it.events, []);
});

Deno.test("discovery: at most a hundred unknown stations are let in within a minute; known ones always are", async () => {
  await using it = await room({ DISCOVERY: "approve" });
  await it.station("KNOWN");
  for (let n = 0; n < 100; n++) assert.equal(await word(it, `NEW-${n}`), "Pending");
  assert.equal(await word(it, "NEW-100"), 429);
  assert.equal(await word(it, "KNOWN"), "Accepted");
  it.clock.advance(60_000);
  assert.equal(await word(it, "NEW-100"), "Pending");
});

Deno.test("revocation: a rejected station may not connect, whatever key it has", async () => {
  await using it = await room({ DISCOVERY: "open" });
  await it.station();
  const key = await it.csms.stations.giveKey("CP-1");
  await it.csms.stations.decide("CP-1", "Rejected");
  assert.equal(await word(it, "CP-1", key!), 403);
});

Deno.test("identity: a station with a key has to send it: none and a wrong one are told apart, one right reading will do", async () => {
  await using it = await room({ DISCOVERY: "open" });
  await it.station();
  assert.equal(
    await word(it, "CP-1", "any"),
    "Accepted",
    "without a key any password is passed over",
  );
  const key = (await it.csms.stations.giveKey("CP-1"))!;
  const none = await admit(it, "CP-1");
  assert.ok(!none.ok && none.status === 401 && /sent no key/.test(none.reason));
  const wrong = await admit(it, "CP-1", key.slice(1), "");
  assert.ok(!wrong.ok && wrong.status === 401 && /wrong key/.test(wrong.reason));
  assert.equal(await word(it, "CP-1", "x", key), "Accepted");
  assert.equal(await word(it, "CP-1", key.toUpperCase()), "Accepted");
  const bytes = Uint8Array.from(key.match(/../g)!, (pair) => parseInt(pair, 16));
  const binary = { ...arrival("CP-1"), credentials: [{ user: "x", password: bytes }] };
  assert.equal((await it.csms.stations.admit(binary)).ok, true);
});

Deno.test("a boot keeps what the station says of itself and tells when to speak again", async () => {
  await using it = await room({ HEARTBEAT_SECONDS: "77" });
  await it.station();
  const boot = () =>
    it.apply((change) =>
      it.csms.stations.booted(change, "CP-1", { vendor: "V", model: "M", firmware: "1.2" })
    );
  const accepted = await boot();
  assert.deepEqual([accepted.registration, accepted.interval], ["Accepted", 77]);
  const { vendor, model, firmware, bootedAt } = (await it.csms.stations.get("CP-1"))!;
  assert.deepEqual([vendor, model, firmware, bootedAt], [
    ...["V", "M", "1.2", "2026-01-01T00:00:00.000Z"],
  ]);
  assert.deepEqual(of(it, "station.booted")[0]?.data, { vendor: "V", model: "M", firmware: "1.2" });
  await it.csms.stations.decide("CP-1", "Pending");
  const pending = await boot();
  assert.deepEqual([pending.registration, pending.interval], ["Pending", 60]);
});

Deno.test("the clock's drift is the largest since the station connected, written when it moves by 5 s", async () => {
  await using it = await room();
  await it.station();
  const { drift } = it.csms.stations;
  const stored = async () => {
    await it.store.drain();
    return (await it.csms.stations.get("CP-1"))?.driftMs;
  };
  const saw = async (ms: number) => {
    drift.saw("CP-1", ms);
    await it.csms.latency();
    return await stored();
  };
  assert.equal(await saw(-3_600_000), -3_600_000);
  assert.equal(await saw(-2_000_000), -2_000_000, "an older message was kept while offline");
  assert.equal(await saw(-3_000_000), -2_000_000);
  assert.equal(await saw(-1_996_000), -2_000_000, "less than 5 s is no news");
  assert.equal(await saw(120_000), 120_000);
  drift.forget("CP-1");
  assert.equal(await saw(0), 0, "a new connection may have had its clock set");
});
