import assert from "node:assert/strict";
import { MOST_VIRTUAL } from "../../csms/virtual/virtual.ts";
import { quirkChoices, quirkWords } from "../../dashboard/virtual/quirks.ts";
import { quirks } from "../../routes/schemas/virtual.ts";
import { NO_QUIRKS } from "../../simulator/quirks.ts";
import { kvolt, type TestKvolt } from "../support/kvolt.ts";
import { scene } from "../support/scene.ts";
import { soon } from "../support/until.ts";
import { staffed } from "./people/browser.ts";

const on = { SIMULATOR: "on", DISCOVERY: "closed", AUTH_UNKNOWN: "Accepted" };

async function connected(csms: TestKvolt, id: string) {
  return await soon(async () => {
    const { body } = await csms.get(`/stations/${id}`);
    assert.deepEqual([body.online, body.connectors?.length > 0], [true, true]);
    return body;
  });
}

for (const version of ["1.6", "2.0.1", "2.1"] as const) {
  Deno.test(`a virtual charger of ${version} comes in though DISCOVERY is closed, and does what it is told`, async () => {
    const csms = await kvolt(on);
    const made = await csms.send("POST", "/virtual-stations", {
      ...{ id: "V 1", version, connectors: 2, quirks: { energyUnit: "kWh" } },
    });
    assert.equal(made.status, 201);
    const { protocol, labels, auth } = await connected(csms, "V%201");
    assert.deepEqual([protocol, labels, auth?.type], [`ocpp${version}`, ["virtual"], "basic"]);
    const act = async (body: unknown) =>
      await csms.send("POST", "/virtual-stations/V%201/act", body);
    assert.equal((await act({ do: "plug", connector: 2 })).body.status, "Accepted");
    assert.equal((await act({ do: "tap", connector: 2, tag: "TAG-1" })).body.status, "Accepted");
    await soon(async () => {
      const { items } = (await csms.get("/transactions?station=V%201")).body;
      assert.deepEqual([items[0]?.evse, items[0]?.token], [2, "TAG-1"]);
    });
    const [spot] = (await csms.get("/virtual-stations")).body.items;
    assert.deepEqual(spot.now.outlets.map(({ tag }: { tag: string }) => tag), [null, "TAG-1"]);
    assert.equal((await act({ do: "unplug", connector: 2 })).status, 200);
    assert.equal((await act({ do: "fault", connector: 1, error: "GroundFailure" })).status, 200);
    const at = (evse: number) =>
      csms.get("/stations/V%201").then(({ body }) =>
        body.connectors.find((each: { evse: number }) => each.evse === evse)?.status
      );
    await soon(async () => assert.equal(await at(1), "Faulted"));
    assert.equal((await act({ do: "clear", connector: 1 })).status, 200);
    await soon(async () => assert.equal(await at(1), "Available"));
    assert.equal((await act({ do: "offline" })).status, 200);
    assert.equal((await csms.get("/virtual-stations")).body.items[0].now.connected, false);
    assert.equal((await act({ do: "plug", connector: 1 })).body.status, "Accepted");
    assert.equal((await act({ do: "online" })).status, 200);
    await soon(async () => assert.notEqual(await at(1), "Available"));
    assert.equal((await act({ do: "plug", connector: 3 })).body.errors[0].path, "connector");
    assert.equal((await act({ do: "explode" })).status, 422);
    assert.equal((await csms.send("DELETE", "/virtual-stations/V%201")).status, 204);
    assert.equal((await csms.get("/stations/V%201")).status, 404);
    assert.equal((await csms.send("DELETE", "/virtual-stations/V%201")).status, 404);
    assert.equal((await act({ do: "plug" })).status, 404);
    await csms.stop();
  });
}

Deno.test("a virtual charger goes by the clock of kvolt", async () => {
  const { csms, clock } = await scene(on);
  await csms.send("POST", "/virtual-stations", { id: "V-1", version: "1.6", connectors: 1 });
  await connected(csms, "V-1");
  await csms.send("POST", "/virtual-stations/V-1/act", { do: "plug", connector: 1 });
  clock.advance(5_000);
  await csms.send("POST", "/virtual-stations/V-1/act", { do: "tap", connector: 1, tag: "TAG-1" });
  await soon(async () => {
    const { items } = (await csms.get("/transactions?station=V-1")).body;
    assert.equal(items[0]?.startedAt, "2026-01-01T00:00:05.000Z");
  });
  await csms.stop();
});

Deno.test("virtual chargers run again after a restart, and rest where SIMULATOR is off", async () => {
  const folder = await Deno.makeTempDir();
  const env = { ...on, KV_PATH: `${folder}/kvolt.db` };
  const first = await kvolt(env);
  await first.send("POST", "/virtual-stations", { id: "V1", version: "2.1" });
  await connected(first, "V1");
  await first.stop();
  const off = await kvolt({ ...env, SIMULATOR: "off" });
  const [spec] = (await off.get("/virtual-stations")).body.items;
  assert.deepEqual([spec.id, spec.version, spec.now], ["V1", "2.1", null]);
  assert.equal((await off.send("POST", "/virtual-stations/V1/act", { do: "plug" })).status, 404);
  const refused = await off.send("POST", "/virtual-stations", { id: "V2" });
  assert.deepEqual([refused.status, refused.body.type], [409, "urn:kvolt:problem:not-now"]);
  assert.match(refused.body.detail, /SIMULATOR is off/);
  await off.stop();
  const again = await kvolt(env);
  await connected(again, "V1");
  await again.stop();
  await Deno.remove(folder, { recursive: true });
});

Deno.test("no virtual charger takes the place of a station, and there are no more than kvolt has room for", async () => {
  const csms = await kvolt({ ...on, STATION_ID_PATTERN: "V\\d+|REAL" });
  await csms.send("POST", "/stations", { id: "REAL" });
  const make = (id: string) => csms.send("POST", "/virtual-stations", { id });
  assert.equal((await make("REAL")).body.type, "urn:kvolt:problem:taken");
  assert.equal((await make("other")).status, 422);
  for (let n = 0; n < MOST_VIRTUAL; n++) assert.equal((await make(`V${n}`)).status, 201);
  assert.equal((await make("V99")).body.type, "urn:kvolt:problem:not-now");
  assert.equal((await csms.get("/virtual-stations")).body.items.length, MOST_VIRTUAL);
  await csms.stop();
});

Deno.test("a virtual charger has an id that can be dialled, and by which it is found again", async () => {
  const csms = await kvolt(on);
  for (const id of ["..", "a/b", " V"]) {
    const { status, body } = await csms.send("POST", "/virtual-stations", { id });
    assert.deepEqual([status, body.errors?.[0].path], [422, "id"], id);
  }
  await csms.stop();
});

Deno.test("only those who operate may have virtual chargers", async () => {
  await using csms = await staffed({ Vera: "viewer", Olga: "operator" }, on);
  const [vera, olga] = [await csms.signedIn("Vera"), await csms.signedIn("Olga")];
  assert.equal((await vera.ask("POST", "/virtual-stations", { id: "V1" })).status, 403);
  assert.equal((await olga.ask("POST", "/virtual-stations", { id: "V1" })).status, 201);
});

Deno.test("every quirk of the simulator can be asked for, and has its words", () => {
  const names = Object.keys(NO_QUIRKS).sort();
  assert.deepEqual(Object.keys(quirks.shape).sort(), names);
  const worded = [...Object.keys(quirkWords), ...Object.keys(quirkChoices), "tagSuffix"];
  assert.deepEqual(worded.sort(), names);
});
