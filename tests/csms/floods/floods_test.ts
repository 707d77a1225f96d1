import assert from "node:assert/strict";
import type { Seat } from "../../../csms/floods/floods.ts";
import { logged } from "../../kv/fixture.ts";
import { soon } from "../../support/until.ts";
import { type Room, room } from "../room.ts";

const HERE = "203.0.113.7";
const THERE = "198.51.100.1";

/** Dials; gives the seat, or the status that refuses it. */
function dial({ csms }: Room, address: string, station?: string, replaces = false) {
  const answer = csms.floods.handshake(address, station, replaces);
  return "leave" in answer ? answer : answer.status;
}

/** Dials and is let in, so that the station is at home there. */
function letIn(at: Room, address: string, station: string): Seat {
  const seat = dial(at, address, station) as Seat;
  seat.flow(station, { deliver() {}, overflow() {} });
  return seat;
}

const refusedOf = (results: readonly (Seat | number)[]) =>
  results.filter((result) => typeof result === "number");

async function probe({ csms }: Room, address: string, times: number, forOthers = false) {
  let last: number | undefined;
  for (let n = 0; n < times; n++) last = csms.floods.refuses(address, "/.env", forOthers);
  return await Promise.resolve(last);
}

Deno.test("flood control: by default 5,000 stations behind one address dial at once, twice, and all are let in", async () => {
  await using at = await room();
  for (let round = 0; round < 2; round++) {
    const seats = Array.from({ length: 5_000 }, (_, n) => letIn(at, HERE, `CP-${n}`));
    for (const seat of seats) seat.leave();
  }
  assert.deepEqual(at.csms.floods.counted().flooders, []);
});

Deno.test("flood control: a station that dials again and again is refused, and the others at its address are not", async () => {
  await using at = await room({
    FLOOD_STATION_HANDSHAKES: "5/60",
    FLOOD_ADDRESS_HANDSHAKES: "20/60",
  });
  const dials = Array.from({ length: 1_000 }, () => dial(at, HERE, "MAD"));
  assert.deepEqual(refusedOf(dials), Array(995).fill(429));
  for (let n = 0; n < 15; n++) assert.equal(typeof dial(at, HERE, `CP-${n}`), "object");
  const [first] = at.csms.floods.counted().flooders;
  assert.deepEqual([first!.kind, first!.name, first!.counts.handshakes], ["station", "MAD", 995]);
});

Deno.test("flood control: nobody uses up the handshakes of a station from another address", async () => {
  await using at = await room({ FLOOD_STATION_HANDSHAKES: "5/60" });
  for (let n = 0; n < 100; n++) dial(at, THERE, "CP-1");
  assert.equal(typeof dial(at, HERE, "CP-1"), "object");
});

Deno.test("flood control: who makes up names uses up what his address has, and not what stations at home there need", async () => {
  await using at = await room({ FLOOD_ADDRESS_HANDSHAKES: "20/60" });
  letIn(at, HERE, "CP-1").leave();
  const dials = Array.from({ length: 100 }, (_, n) => dial(at, HERE, `MADE-UP-${n}`));
  assert.equal(refusedOf(dials).length, 81);
  assert.equal(dial(at, HERE), 429, "nor without a name");
  assert.equal(typeof dial(at, HERE, "CP-1"), "object");
  assert.equal(typeof dial(at, THERE, "CP-2"), "object");
});

Deno.test("flood control: a refused handshake says when to try again, and by then it is let in", async () => {
  await using at = await room({ FLOOD_STATION_HANDSHAKES: "2/60" });
  dial(at, HERE, "CP-1");
  dial(at, HERE, "CP-1");
  const refused = at.csms.floods.handshake(HERE, "CP-1", false);
  assert.ok("status" in refused);
  assert.equal(refused.retryAfter, 30);
  assert.match(refused.reason, /CP-1 dials too often/);
  at.clock.advance(29_000);
  assert.equal(dial(at, HERE, "CP-1"), 429);
  at.clock.advance(1_000);
  assert.equal(typeof dial(at, HERE, "CP-1"), "object");
});

Deno.test("flood control: sockets of one address are capped, unless they replace another; who leaves makes room, once", async () => {
  await using at = await room({ FLOOD_ADDRESS_SOCKETS: "3" });
  const seats = ["A", "B", "C"].map((id) => letIn(at, HERE, id));
  assert.equal(dial(at, HERE, "D"), 429);
  assert.equal(typeof dial(at, THERE, "D"), "object");
  const replacing = dial(at, HERE, "A", true) as Seat;
  seats[0]!.leave();
  assert.equal(dial(at, HERE, "D"), 429);
  replacing.leave();
  replacing.leave();
  assert.equal(typeof dial(at, HERE, "D"), "object");
  assert.equal(dial(at, HERE, "E"), 429, "leaving twice made no second place");
  assert.equal(at.csms.floods.counted().totals.sockets, 3);
});

Deno.test("flood control: a few requests for attack paths are only counted, one more shuts the address out, for a while", async () => {
  await using at = await room({ FLOOD_PROBES: "3/600", FLOOD_SHUT_OUT_MINUTES: "15" });
  assert.equal(await probe(at, HERE, 3), 404);
  assert.equal(at.csms.floods.refuses(HERE, "/", false), undefined);
  assert.equal(await probe(at, HERE, 1), 404);
  assert.equal(at.csms.floods.refuses(HERE, "/", false), 403);
  assert.equal(dial(at, HERE, "CP-1"), 403);
  assert.equal(at.csms.floods.refuses(THERE, "/", false), undefined);
  const { flooders: [first] } = at.csms.floods.counted();
  assert.deepEqual(first!.counts, {
    ...{ handshakes: 0, sockets: 0, waited: 0, closed: 0, probes: 4, shutOut: 2 },
  });
  assert.equal(first!.shutOutUntil, "2026-01-01T00:15:00.000Z");
  await soon(() => {
    const told = at.events.filter(({ type }) => type === "address.shutOut");
    assert.deepEqual(told.map(({ data }) => data), [
      { address: HERE, path: "/.env", until: "2026-01-01T00:15:00.000Z" },
    ]);
  });
  const { items: [line] } = await at.csms.audit.find({}, { limit: 10 });
  assert.deepEqual([line!.what, line!.address], ["address.shutOut", HERE]);
  at.clock.advance(15 * 60_000);
  assert.equal(at.csms.floods.refuses(HERE, "/", false), undefined);
  assert.equal(typeof dial(at, HERE, "CP-1"), "object");
  assert.equal(at.csms.floods.counted().flooders[0]!.shutOutUntil, undefined);
});

Deno.test("flood control: a station that was let in from an address dials again though the address is shut out", async () => {
  await using at = await room({ FLOOD_PROBES: "1/600" });
  letIn(at, HERE, "CP-1").leave();
  letIn(at, THERE, "CP-2").leave();
  await probe(at, HERE, 2);
  assert.equal(typeof dial(at, HERE, "CP-1"), "object");
  assert.equal(dial(at, HERE, "CP-2"), 403, "it is at home elsewhere");
  assert.equal(dial(at, HERE), 403);
});

Deno.test("flood control: an operator lets an address in before its time, by any address of its network", async () => {
  await using at = await room({ FLOOD_PROBES: "1/600" });
  await probe(at, "2001:db8:0:1::5", 2);
  assert.equal(at.csms.floods.refuses("2001:db8:0:1::9", "/", false), 403);
  assert.equal(await at.csms.floods.letIn("2001:db8:0:2::5"), false);
  assert.equal(await at.csms.floods.letIn("2001:db8:0:1:ffff::"), true);
  assert.equal(at.csms.floods.refuses("2001:db8:0:1::5", "/", false), undefined);
  assert.deepEqual(at.events.at(-1)!.data, { address: "2001:db8:0:1::/64" });
  assert.equal(await at.csms.floods.letIn("2001:db8:0:1::5"), false);
});

Deno.test("flood control: a proxy that kvolt was not told of is not shut out, whatever others ask for through it", async () => {
  await using at = await room({ FLOOD_PROBES: "1/600" });
  assert.equal(await probe(at, "172.17.0.1", 50, true), 404);
  assert.equal(at.csms.floods.refuses("172.17.0.1", "/", true), undefined);
  assert.equal(at.csms.floods.counted().totals.probes, 50, "it is counted all the same");
  await probe(at, HERE, 2, true);
  assert.equal(at.csms.floods.refuses(HERE, "/", true), 403, "an address of the internet is");
});

Deno.test("flood control: with FLOOD_SHUT_OUT_MINUTES=0 attack paths are counted and nobody is shut out", async () => {
  await using at = await room({ FLOOD_PROBES: "1/600", FLOOD_SHUT_OUT_MINUTES: "0" });
  assert.equal(await probe(at, HERE, 100), 404);
  assert.equal(at.csms.floods.refuses(HERE, "/", false), undefined);
});

Deno.test("flood control: the log has one line in each cool-down, the second of them with the sum, and then is quiet", async () => {
  const records = await logged(async () => {
    await using at = await room({ FLOOD_STATION_HANDSHAKES: "1/86400", FLOOD_LOG_COOLDOWN: "60" });
    for (let second = 0; second < 150; second++) {
      for (let n = 0; n < 10; n++) dial(at, HERE, "MAD");
      at.clock.advance(1_000);
    }
    at.clock.advance(3_600_000);
    dial(at, HERE, "MAD");
  });
  const lines = records.filter(({ category }) => category[1] === "floods");
  assert.deepEqual(lines.map(({ message }) => message.join("")), [
    "station MAD: handshakes too many; more is counted, and said in 60 s",
    "in the last 60 s: 598 handshakes too many",
    "in the last 60 s: 600 handshakes too many",
    "in the last 60 s: 300 handshakes too many",
    "station MAD: handshakes too many; more is counted, and said in 60 s",
  ]);
  assert.ok(lines.every(({ level }) => level === "warning"));
});

Deno.test("flood control: who has any number of addresses and names fills neither memory nor the store", async () => {
  await using at = await room({ FLOOD_PROBES: "1/600", FLOOD_STATION_HANDSHAKES: "1/600" });
  for (let n = 0; n < 30_000; n++) {
    const address = `203.${n >> 14}.${(n >> 7) & 127}.${n & 127}`;
    await probe(at, address, 2);
    dial(at, HERE, `MADE-UP-${n}`);
    dial(at, HERE, `MADE-UP-${n}`);
  }
  const { flooders, totals } = at.csms.floods.counted();
  assert.equal(flooders.length, 2_000);
  assert.equal(totals.probes, 60_000);
  await soon(() => {
    const told = at.events.filter(({ type }) => type === "address.shutOut");
    assert.equal(told.length, 60, "the rest of a minute's are counted alone");
  });
  assert.equal(at.csms.floods.refuses("203.0.0.0", "/", false), undefined, "the oldest is let in");
  assert.equal(at.csms.floods.refuses("203.1.106.47", "/", false), 403);
});
