import assert from "node:assert/strict";
import { plug } from "../../support/plug.ts";
import { soon } from "../../support/until.ts";
import { of, pages, type Room, room } from "../room.ts";

const status = (it: Room, evse = 1) =>
  it.apply((change) =>
    it.csms.stations.status(change, {
      ...{ station: "CP-1", evse, connector: 1, status: "Charging", errorCode: "NoError" },
    })
  );

Deno.test("registry: a station that is registered is accepted before it first connects, once", async () => {
  await using it = await room();
  assert.equal(await it.csms.stations.register("CP-1"), true);
  assert.equal(await it.csms.stations.register("CP-1"), false);
  assert.deepEqual(await it.csms.stations.get("CP-1"), {
    ...{ id: "CP-1", registration: "Accepted", createdAt: "2026-01-01T00:00:00.000Z" },
    ...{ lastSeen: "2026-01-01T00:00:00.000Z", learned: { unsupported: [] } },
    identity: { status: "active", auth: { type: "none" }, labels: [] },
    settings: {
      ...{ strictness: "lenient", connectorZero: "station", reapply: false, signing: "ask" },
    },
  });
  assert.equal(of(it, "station.registered").length, 1);
});

Deno.test("registry: a decision is an event when it changes something; accepted, a live station is asked to boot", async () => {
  await using it = await room();
  await it.station();
  const station = plug(it, "CP-1", { TriggerMessage: () => ({ status: "Accepted" }) });
  await it.csms.stations.decide("CP-1", "Pending");
  assert.equal(station.asked.length, 0);
  await it.csms.stations.decide("CP-1", "Accepted");
  await soon(() => assert.equal(station.asked.length, 1));
  assert.deepEqual(station.asked[0]?.payload, { requestedMessage: "BootNotification" });
  const said = of(it, "station.registered").map(({ data }) => data);
  assert.deepEqual(said.slice(1), [{ registration: "Pending" }, { registration: "Accepted" }]);
  assert.equal(await it.csms.stations.decide("CP-9", "Accepted"), undefined);
  station.unplug();
});

Deno.test("revocation: a station that is rejected is sent away at once", async () => {
  await using it = await room();
  await it.station();
  const station = plug(it, "CP-1", {});
  await it.csms.stations.decide("CP-1", "Rejected");
  await assert.rejects(station.link.call("ClearCache", {}), { name: "NotConnected" });
  station.unplug();
});

Deno.test("settings are merged and are an event; of an unknown station there are none", async () => {
  await using it = await room();
  await it.station();
  await it.csms.stations.set("CP-1", { strictness: "strict" });
  const set = await it.csms.stations.set("CP-1", { remoteStartTag: "TAG" });
  assert.deepEqual(set?.settings, {
    ...{ strictness: "strict", connectorZero: "station", reapply: false, remoteStartTag: "TAG" },
    signing: "ask",
  });
  assert.deepEqual(of(it, "station.changed").map(({ data }) => data), [
    { settings: { strictness: "strict" } },
    { settings: { remoteStartTag: "TAG" } },
  ]);
  assert.equal(await it.csms.stations.set("CP-9", {}), undefined);
});

Deno.test("secrets: a key is given once, kept as a salted hash, another each time, and can be revoked", async () => {
  await using it = await room();
  await it.station();
  await it.station("CP-2");
  const key = await it.csms.stations.giveKey("CP-1");
  assert.match(key!, /^[0-9a-f]{40}$/);
  assert.notEqual(await it.csms.stations.giveKey("CP-2"), key);
  const stored = JSON.stringify(await Array.fromAsync(it.kv.list({ prefix: [] })));
  assert.equal(stored.includes(key!), false);
  const shown = await it.csms.stations.live((await it.csms.stations.get("CP-1"))!);
  assert.deepEqual([shown.auth, "identity" in shown], [{ type: "basic", revoked: false }, false]);
  await it.csms.stations.revoke("CP-1");
  assert.deepEqual((await it.csms.stations.get("CP-1"))?.identity.auth, { type: "basic" });
  const said = of(it, "station.key").map(({ station, data }) => [station, data]);
  assert.deepEqual(said, [
    ["CP-1", { state: "given" }],
    ["CP-2", { state: "given" }],
    ["CP-1", { state: "revoked" }],
  ]);
  assert.equal(await it.csms.stations.giveKey("CP-9"), undefined);
});

Deno.test("what is learned of a station is written only where it is new", async () => {
  await using it = await room();
  await it.station();
  const stamp = async () => (await it.store.stations.get("CP-1"))!.versionstamp;
  const before = await stamp();
  await it.csms.stations.learn("CP-1", (now) => now);
  await it.apply((change) => it.csms.stations.learnFeatures(change, "CP-9", ["Core"]));
  assert.equal(await stamp(), before);
  await it.apply((change) => it.csms.stations.learnFeatures(change, "CP-1", ["Core"]));
  const learned = await stamp();
  assert.notEqual(learned, before);
  await it.apply((change) => it.csms.stations.learnFeatures(change, "CP-1", ["Core"]));
  assert.equal(await stamp(), learned);
});

Deno.test("registry: a removed station leaves nothing behind but its transactions; its neighbour keeps all", async () => {
  await using it = await room({ AUTH_UNKNOWN: "Accepted" });
  for (const id of ["CP-1", "CP-10"]) {
    await it.station(id);
    const station = plug(it, id, {
      SendLocalList: () => ({ status: "Accepted" }),
      ReserveNow: () => ({ status: "Accepted" }),
      SetChargingProfile: () => ({ status: "Accepted" }),
      ChangeConfiguration: () => ({ status: "Accepted" }),
    });
    await station.call("StatusNotification", {
      ...{ connectorId: 1, errorCode: "NoError", status: "Charging" },
    });
    await it.apply((change) => it.csms.findings.add(change, id, "odd", "It is odd."));
    await station.call("SecurityEventNotification", {
      type: "x",
      timestamp: "2026-01-01T00:00:00Z",
    });
    await it.csms.localLists.send(id, [{ token: "A", status: "Accepted" }], "Full");
    const expiresAt = "2026-02-01T00:00:00Z";
    await it.csms.ask(id, "reserve", { id: 1, evse: 1, token: "A", expiresAt });
    await it.csms.ask(id, "setConfiguration", { key: "A", value: "1" });
    await it.csms.ask(id, "setProfile", {
      evse: 1,
      profile: {
        ...{ id: 1, stackLevel: 0, purpose: "TxDefaultProfile", kind: "Relative" },
        schedule: { unit: "A", periods: [{ startPeriod: 0, limit: 16 }] },
      },
    });
    await it.start("TAG", 1, id);
    station.unplug();
  }
  assert.equal(await it.csms.stations.remove("CP-1"), true);
  assert.equal(await it.csms.stations.remove("CP-1"), false);
  const names = async (station: string) => {
    const found = new Set<string>();
    for await (const { key } of it.kv.list({ prefix: [] })) {
      if (key[1] === station) found.add(String(key[0]));
    }
    return found;
  };
  const [gone, left] = [await names("CP-1"), await names("CP-10")];
  const own = [
    ...["stations", "connectors", "findings", "configuration", "localLists", "localListEntries"],
    ...["profiles", "reservations", "answers"],
  ];
  for (const name of own) {
    assert.equal(left.has(name), true, `the neighbour has ${name}`);
    assert.equal(gone.has(name), false, `${name} is gone`);
  }
  assert.equal(
    (await it.csms.transactions.page({ station: "CP-1" }, { limit: 9 })).items.length,
    1,
  );
  assert.equal(of(it, "station.removed").length, 1);
});

Deno.test("registry: stations are listed by id, a page at a time", async () => {
  await using it = await room();
  for (const id of ["B", "A", "C"]) await it.station(id);
  const found = await pages(it.csms.stations.page, 2);
  assert.deepEqual(found.map(({ value }) => value.id), ["A", "B", "C"]);
});

Deno.test("a station is shown with its connection, its connectors, its findings and what it draws", async () => {
  await using it = await room({ AUTH_UNKNOWN: "Accepted" });
  await it.station();
  await status(it, 1);
  await status(it, 2);
  await it.apply((change) => it.csms.findings.add(change, "CP-1", "odd", "It is odd."));
  const live = async () => await it.csms.stations.live((await it.csms.stations.get("CP-1"))!);
  assert.deepEqual([(await live()).online, (await live()).drawnW], [false, 0]);
  const station = plug(it, "CP-1", {});
  for (const evse of [1, 2]) {
    await it.start(`T-${evse}`, evse);
    await station.call("MeterValues", {
      connectorId: evse,
      meterValue: [{
        timestamp: "2026-01-01T00:00:01Z",
        sampledValue: [{ value: "3.5", measurand: "Power.Active.Import", unit: "kW" }],
      }],
    });
  }
  it.clock.advance(60_000);
  await station.call("Heartbeat", {});
  const shown = await live();
  assert.deepEqual([shown.online, shown.drawnW, shown.lastSeen], [
    ...[true, 7_000, "2026-01-01T00:01:00.000Z"],
  ]);
  assert.deepEqual(shown.connectors.map(({ evse }) => evse), [1, 2]);
  assert.deepEqual(shown.findings.map(({ kind }) => kind), ["odd"]);
  station.unplug();
  assert.equal((await live()).online, false);
});
