import assert from "node:assert/strict";
import type { Arrival } from "../../../csms/stations/arrival.ts";
import type { AuthWish } from "../../../csms/stations/identities.ts";
import { plug } from "../../support/plug.ts";
import { of, pages, type Room, room } from "../room.ts";

const SECRET = "sixteen letters!";
const FINGERPRINT = "ab".repeat(32);

type Shows = Pick<Arrival, "tokens" | "certificate"> & { password?: string };

async function reasonOf(it: Room, { password, ...shows }: Shows, id = "CP-1"): Promise<string> {
  const credentials = password === undefined
    ? []
    : [{ user: id, password: new TextEncoder().encode(password) }];
  const arrival: Arrival = { id, address: "10.0.0.1", credentials, ...shows };
  const verified = await it.csms.stations.verify(arrival);
  const admission = await it.csms.stations.admit(arrival);
  assert.deepEqual(
    admission.ok ? admission.station.registration : admission,
    verified,
    "to verify is to say what would happen",
  );
  return admission.ok ? "in" : `${admission.status} ${admission.reason}`;
}

const certificate = { subject: "CN=CP-1,O=Acme", fingerprint: FINGERPRINT, serial: "1" };

for (
  const [wish, shows, expected] of [
    [{ type: "none" }, {}, /^in$/],
    [{ type: "none" }, { password: "any" }, /^in$/],
    [{ type: "basic", secret: SECRET }, { password: SECRET }, /^in$/],
    [{ type: "basic", secret: SECRET }, {}, /^401 CP-1 sent no key, and has to$/],
    [{ type: "basic", secret: SECRET }, { password: "other" }, /^401 CP-1 sent a wrong key$/],
    [{ type: "basic", secret: SECRET }, { tokens: [SECRET] }, /^401 .* no key, but a token/],
    [{ type: "token", secret: SECRET }, { tokens: [SECRET] }, /^in$/],
    [{ type: "token", secret: SECRET }, { tokens: ["other"] }, /^401 CP-1 sent a wrong token$/],
    [{ type: "token", secret: SECRET }, { password: SECRET }, /^401 .* no token, but Basic/],
    [{ type: "token", secret: SECRET }, {}, /^401 CP-1 sent no token, and has to$/],
    [{ type: "mtls" }, { certificate }, /^in$/],
    [{ type: "mtls" }, {}, /^401 CP-1 showed no client certificate, and has to$/],
    [{ type: "mtls" }, { password: SECRET }, /^401 CP-1 showed no client certificate/],
    [{ type: "mtls", subject: "CN=CP-2" }, { certificate }, /^401 .* not its own: CN=CP-1,O=Acme/],
    [{ type: "mtls", fingerprint: FINGERPRINT }, { certificate }, /^in$/],
    [{ type: "mtls", fingerprint: "cd".repeat(32) }, { certificate }, /^401 .* not its own/],
  ] as [AuthWish, Shows, RegExp][]
) {
  const what = Object.keys(shows)[0] ?? "nothing";
  Deno.test(`identity: a station with ${JSON.stringify(wish)} that shows ${what} hears ${expected.source}`, async () => {
    await using it = await room();
    await it.station();
    assert.equal(await it.csms.stations.setAuth("CP-1", wish), undefined, "nothing was generated");
    assert.match(await reasonOf(it, shows), expected);
  });
}

Deno.test("identity: a secret that is not given is generated, for a token as for a key, and works", async () => {
  await using it = await room();
  await it.station();
  for (const type of ["basic", "token"] as const) {
    const key = await it.csms.stations.setAuth("CP-1", { type });
    assert.match(key!, /^[0-9a-f]{40}$/);
    const shows = type === "basic" ? { password: key! } : { tokens: ["x", key!] };
    assert.equal(await reasonOf(it, shows), "in");
  }
  const token = await it.csms.stations.giveKey("CP-1");
  assert.equal(await reasonOf(it, { tokens: [token!] }), "in", "it stays a token");
});

Deno.test("identity: a suspended station is kept out whatever it shows, sent away at once, and comes back when it may", async () => {
  await using it = await room();
  await it.station();
  const key = (await it.csms.stations.giveKey("CP-1"))!;
  const station = plug(it, "CP-1", {});
  await it.csms.stations.suspend("CP-1");
  await assert.rejects(station.link.call("ClearCache", {}), { name: "NotConnected" });
  assert.match(await reasonOf(it, { password: key }), /^403 CP-1 has been suspended/);
  await it.csms.stations.suspend("CP-1");
  await it.csms.stations.resume("CP-1");
  await it.csms.stations.resume("CP-1");
  assert.equal(await reasonOf(it, { password: key }), "in");
  assert.equal(of(it, "station.suspended").length, 1);
  assert.equal(of(it, "station.resumed").length, 1);
  assert.equal(await it.csms.stations.suspend("CP-9"), undefined);
  station.unplug();
});

Deno.test("identity: a station that may not speak what it speaks is sent away at once; another change leaves it be", async () => {
  await using it = await room();
  await it.station();
  const station = plug(it, "CP-1", { ClearCache: () => ({ status: "Accepted" }) });
  await it.csms.stations.identify("CP-1", {
    name: "Left",
    labels: ["a"],
    allowedProtocols: ["ocpp1.6"],
  });
  await station.link.call("ClearCache", {});
  await it.csms.stations.identify("CP-1", { allowedProtocols: ["ocpp2.1"] });
  await assert.rejects(station.link.call("ClearCache", {}), { name: "NotConnected" });
  const { identity } = (await it.csms.stations.get("CP-1"))!;
  assert.deepEqual([identity.name, identity.labels], ["Left", ["a"]]);
  station.unplug();
});

for (
  const [what, act, expected] of [
    ["refused", (it) => it.csms.stations.decide("CP-1", "Rejected"), /^refused/],
    ["suspended", (it) => it.csms.stations.suspend("CP-1"), /^suspended/],
    ["revoked", (it) => it.csms.stations.revoke("CP-1"), /credentials have changed/],
    ["given a key", (it) => it.csms.stations.giveKey("CP-1"), /credentials have changed/],
    [
      "allowed other versions alone",
      (it) => it.csms.stations.identify("CP-1", { allowedProtocols: ["ocpp2.1"] }),
      /version is not allowed/,
    ],
    ["named", (it) => it.csms.stations.identify("CP-1", { name: "Left" }), undefined],
  ] as [string, (it: Room) => Promise<unknown>, RegExp | undefined][]
) {
  Deno.test(`identity: a station that is ${what} between its handshake and its connection ${expected ? "does not stay" : "stays"}`, async () => {
    await using it = await room();
    await it.station();
    const admission = await it.csms.stations.admit({
      ...{ id: "CP-1", address: "10.0.0.1", credentials: [] },
    });
    assert.ok(admission.ok);
    await act(it);
    const why = await it.csms.stations.connected(admission.station, "10.0.0.1", "ocpp1.6");
    if (expected) assert.match(why!, expected);
    else assert.equal(why, undefined);
    assert.equal(of(it, "station.connected").length, expected ? 0 : 1);
  });
}

Deno.test("identity: ids that do not match STATION_ID_PATTERN are turned away, known or not", async () => {
  await using it = await room({ STATION_ID_PATTERN: "CP-\\d+", DISCOVERY: "open" });
  assert.equal(await reasonOf(it, {}, "CP-12"), "in");
  for (const id of ["CP-x", "xCP-1", "CP-1x"]) {
    assert.match(await reasonOf(it, {}, id), /^404 the id "\S+" does not match STATION_ID_PATTERN/);
  }
  await it.csms.stations.register("OLD");
  assert.match(await reasonOf(it, {}, "OLD"), /^404/);
});

Deno.test("identity: to verify an unknown station says what DISCOVERY would, and discovers nobody", async () => {
  for (const [DISCOVERY, expected] of [["open", "Accepted"], ["approve", "Pending"]] as const) {
    await using it = await room({ DISCOVERY });
    for (let n = 0; n < 200; n++) {
      const arrival = { id: `NEW-${n}`, address: "", credentials: [] };
      assert.equal(await it.csms.stations.verify(arrival), expected);
    }
    assert.equal((await it.csms.stations.page({ limit: 1 })).items.length, 0);
  }
});

Deno.test("identity: stations are found by label, by status and by registration, a page at a time", async () => {
  await using it = await room();
  for (let n = 0; n < 30; n++) {
    const id = `CP-${String(n).padStart(2, "0")}`;
    await it.station(id);
    if (n % 3 === 0) await it.csms.stations.identify(id, { labels: ["third", "x"] });
    if (n % 2 === 0) await it.csms.stations.suspend(id);
    if (n === 6) await it.csms.stations.decide(id, "Rejected");
  }
  const ids = async (
    filter: Parameters<typeof it.csms.stations.page>[0] extends infer O ? Partial<O> : never,
    limit = 4,
  ) =>
    (await pages((options) => it.csms.stations.page({ ...filter, ...options }), limit))
      .map(({ value }) => Number(value.id.slice(3)));
  assert.deepEqual(await ids({ label: "third" }), [0, 3, 6, 9, 12, 15, 18, 21, 24, 27]);
  assert.deepEqual(await ids({ label: "third", status: "suspended" }), [0, 6, 12, 18, 24]);
  assert.deepEqual(await ids({ label: "third", status: "suspended" }, 5), [0, 6, 12, 18, 24]);
  assert.deepEqual(await ids({ registration: "Rejected" }), [6]);
  assert.deepEqual(await ids({ label: "thir" }), []);
  assert.equal((await ids({})).length, 30);
});
