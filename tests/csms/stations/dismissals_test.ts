import assert from "node:assert/strict";
import { charger } from "../../support/charger.ts";
import { fakeClock } from "../../support/clock.ts";
import { plug } from "../../support/plug.ts";
import { rawPeer } from "../../support/raw_peer.ts";
import { twoKvolts } from "../../support/two_kvolts.ts";
import { soon } from "../../support/until.ts";
import { overriding } from "../../kv/fixture.ts";
import { type Room, room } from "../room.ts";

const basic = (key: string) => ({ authorization: `Basic ${btoa(`CP-1:${key}`)}` });

const shutOuts: [what: string, method: string, path: string, body: unknown, says: RegExp][] = [
  ["revoking its key", "DELETE", "/key", undefined, /its key was revoked/],
  ["suspending it", "POST", "/suspend", {}, /suspended by the operator/],
  ["refusing it", "POST", "/reject", {}, /refused by the operator/],
  ["removing it", "DELETE", "", undefined, /removed by the operator/],
  ["allowing another version alone", "PATCH", "", { allowedProtocols: ["ocpp2.1"] }, /not allowed/],
];
for (const [what, method, path, body, says] of shutOuts) {
  Deno.test(`revocation: a station that is connected elsewhere is shut out at once by ${what} at this instance`, () =>
    twoKvolts({ DISCOVERY: "closed" }, async (one, other) => {
      const { key } = (await one.send("POST", "/stations", { id: "CP-1" })).body;
      const cp = await charger(other.ws, "CP-1", { headers: basic(key) });
      await cp.boot();
      const { status } = await one.send(method, `/stations/CP-1${path}`, body);
      assert.ok(status < 300, `${status}`);
      const { code, reason } = await cp.closed;
      const headers = { "sec-websocket-protocol": "ocpp1.6", ...basic(key) };
      const knock = await rawPeer(other.ws, "/ocpp/CP-1", { headers });
      knock.drop();
      assert.equal(code, 1008);
      assert.match(reason, says);
      assert.ok(knock.status >= 400 && knock.status < 500, `${knock.status}`);
      await cp.close();
      // A clock that stands still: nothing of this waited for a timer.
    }, { clock: fakeClock() }));
}

/** Two instances of the rules on one database. */
async function two(run: (one: Room, other: Room) => Promise<void>): Promise<void> {
  const kv = await Deno.openKv(":memory:");
  const clock = fakeClock();
  {
    await using one = await room({}, { kv, clock, exclusive: false });
    await using other = await room({}, { kv, clock, exclusive: false });
    await run(one, other);
  }
  kv.close();
}

const ended = async (it: Room, station = "CP-1") =>
  await soon(() => assert.equal(it.csms.links.get(station), undefined));

/** Closes as a socket does: whoever is closed is connected no more. */
function plugged(it: Room, station = "CP-1", serial?: string) {
  const certificate = serial ? { subject: `CN=${station}`, fingerprint: "ab", serial } : undefined;
  const one = plug(it, station, {}, { certificate });
  const close = one.link.close.bind(one.link);
  one.link.close = (code, reason) => {
    close(code, reason);
    one.unplug();
  };
  return one;
}

Deno.test("revocation: a certificate that is taken back at one instance ends the connection that another has with it", () =>
  two(async (one, other) => {
    await one.station("CP-1");
    const issued = {
      ...{ serial: "ab12", station: "CP-1", subject: "CN=CP-1", fingerprint: "00" },
      ...{ issuedAt: "2026-01-01T00:00:00Z", expiresAt: "2027-01-01T00:00:00Z" },
      ...{ chain: "", use: "ChargingStationCertificate" },
    } as never;
    await one.apply((change) => one.csms.certificates.issued.add(change, issued));
    const [its, another] = [plugged(other, "CP-1", "ab12"), plugged(one, "CP-1", "cd34")];
    await one.csms.certificates.issued.revoke("ab12");
    await ended(other);
    assert.ok(one.csms.links.get("CP-1"), "with another certificate it stays");
    its.unplug();
    another.unplug();
  }));

Deno.test("revocation: a station that was let in again is not ended by what was decided before", () =>
  two(async (one, other) => {
    await one.station("CP-1");
    await one.station("CP-2");
    plugged(other, "CP-1");
    await one.csms.stations.suspend("CP-1");
    await ended(other);
    await one.csms.stations.resume("CP-1");
    const [back, beside] = [plugged(other, "CP-1"), plugged(other, "CP-2")];
    await one.csms.stations.suspend("CP-2");
    await ended(other, "CP-2");
    assert.ok(other.csms.links.get("CP-1"), "CP-1 stays");
    back.unplug();
    beside.unplug();
  }));

Deno.test("revocation: that somebody was shut out is looked for again where the store did not answer", async () => {
  const kv = await Deno.openKv(":memory:");
  const clock = fakeClock();
  let [fails, failed] = [false, 0];
  const wrap = (real: Deno.Kv) =>
    overriding(real, "list", (...args: Parameters<Deno.Kv["list"]>) => {
      if (fails && ++failed) throw new Error("the store is away");
      return real.list(...args);
    });
  {
    await using one = await room({}, { kv, clock, exclusive: false });
    await using other = await room({}, { kv, clock, exclusive: false, wrap });
    await one.station("CP-1");
    await one.station("CP-2");
    plugged(other, "CP-2");
    await one.csms.stations.suspend("CP-2");
    await ended(other, "CP-2");
    const its = plugged(other);
    fails = true;
    await one.csms.stations.suspend("CP-1");
    await soon(() => assert.ok(failed > 0));
    assert.ok(other.csms.links.get("CP-1"));
    fails = false;
    await soon(() => {
      clock.advance(1_000);
      assert.equal(other.csms.links.get("CP-1"), undefined);
    });
    its.unplug();
  }
  kv.close();
});

Deno.test("revocation: who was shut out is forgotten after an hour, when every instance has heard of it", async () => {
  await using it = await room();
  await it.station();
  await it.csms.stations.suspend("CP-1");
  const kept = async () => (await Array.fromAsync(it.store.dismissals.each([]))).length;
  assert.equal(await kept(), 1);
  it.clock.advance(3_600_000);
  assert.equal(await kept(), 0);
});

Deno.test("revocation: a station that comes back while it is being removed goes as well", async () => {
  await using it = await room();
  await it.station();
  const removing = it.csms.stations.remove("CP-1");
  const back = plugged(it);
  assert.equal(await removing, true);
  assert.equal(it.csms.links.get("CP-1"), undefined);
  back.unplug();
});

/** A database in which dismissals are read in a way of the test's own. */
const reading = (
  real: Deno.Kv,
  read: (list: () => AsyncIterable<unknown>) => AsyncIterable<unknown>,
) =>
  overriding(real, "list", (selector: { prefix: Deno.KvKey }, options: Deno.KvListOptions) => {
    const list = () => real.list(selector, options);
    return selector.prefix.includes("dismissals") ? read(list) : list();
  });

Deno.test("revocation: who was shut out here while that of others was read, and is back, is not ended by that", async () => {
  const kv = await Deno.openKv(":memory:");
  let held: Promise<void> | undefined;
  let [reads, over] = [0, 0];
  const wrap = (real: Deno.Kv) =>
    reading(real, (list) => {
      const found = Array.fromAsync(list());
      const until = held;
      reads++;
      return (async function* () {
        const all = await found;
        await until;
        yield* all;
        over++;
      })();
    });
  {
    await using one = await room({}, { kv, exclusive: false });
    await using other = await room({}, { kv, exclusive: false, wrap });
    await one.station("CP-1");
    await one.station("CP-2");
    await soon(() => assert.ok(over > 0 && over === reads));
    const { promise, resolve } = Promise.withResolvers<void>();
    held = promise;
    const before = reads;
    await one.csms.stations.suspend("CP-2");
    await soon(() => assert.ok(reads > before));
    await other.csms.stations.suspend("CP-1");
    await other.csms.stations.resume("CP-1");
    const [back, late] = [plugged(other, "CP-1"), plugged(other, "CP-2")];
    held = undefined;
    resolve();
    await ended(other, "CP-2");
    await soon(() => assert.ok(reads > before + 1 && over === reads));
    assert.ok(other.csms.links.get("CP-1"), "CP-1 stays");
    back.unplug();
    late.unplug();
  }
  kv.close();
});

Deno.test("revocation: whoever is stopped while the store fails looks no more", async () => {
  const kv = await Deno.openKv(":memory:");
  const { promise, reject } = Promise.withResolvers<never>();
  let reads = 0;
  const wrap = (real: Deno.Kv) =>
    reading(real, () => {
      reads++;
      return (async function* () {
        yield await promise;
      })();
    });
  /** Until all that has been decided by now is done. */
  const settled = () => new Promise<void>((resolve) => setTimeout(resolve, 0));
  {
    await using it = await room({}, { kv, exclusive: false, wrap });
    await soon(() => assert.equal(reads, 1));
    it.csms.stop();
    reject(new Error("the store is away"));
    await settled();
    it.clock.advance(1_000);
    await settled();
    assert.equal(reads, 1);
  }
  kv.close();
});
