import assert from "node:assert/strict";
import { type Charger, charger } from "../../support/charger.ts";
import { begin } from "../setting.ts";
import { staffed } from "./browser.ts";

/** Ann with TAG-A and its alias, Bob with TAG-B, and two stations, of which HOME is Bob's alone. */
async function street() {
  const csms = await staffed({ Ann: "driver", Bob: "driver" });
  const { accounts } = csms.csms.people;
  await accounts.change(csms.ids.Ann!, { tags: ["ALIAS-A"] });
  await accounts.change(csms.ids.Bob!, { tags: ["TAG-B"] });
  const { tokens } = csms.csms;
  await tokens.put({
    ...{ id: "TAG-A", status: "Accepted", aliases: ["alias-a"], concurrent: 1 },
    places: [{ station: "STREET", evses: [1] }],
  });
  await tokens.put({ id: "TAG-B", status: "Accepted", places: [{ station: "HOME" }] });
  const stations: Record<string, Charger> = {};
  for (const id of ["STREET", "HOME"]) {
    const cp = stations[id] = await charger(csms.ws, id);
    await cp.boot();
    for (const connectorId of [1, 2]) {
      await cp.call("StatusNotification", {
        ...{ connectorId, errorCode: "NoError", status: "Available" },
      });
    }
  }
  const [ann, bob] = [await csms.signedIn("Ann"), await csms.signedIn("Bob")];
  return {
    ...{ csms, ann, bob, street: stations.STREET!, home: stations.HOME! },
    async [Symbol.asyncDispose]() {
      for (const cp of Object.values(stations)) await cp.close();
      await csms.stop();
    },
  };
}

const idsOf = (body: { items: { id: string }[] }) => body.items.map(({ id }) => id);

Deno.test("a driver sees the stations that the own tags may use, and their EVSEs, and no others", async () => {
  await using all = await street();
  const { body } = await all.ann.ask("GET", "/me/stations");
  assert.equal(body.items.length, 1);
  const [{ station, online, spots }] = body.items;
  assert.deepEqual([station, online], ["STREET", true]);
  assert.deepEqual(spots, [{ evse: 1, status: "Available", free: true, tokens: ["TAG-A"] }]);
  const bobs = (await all.bob.ask("GET", "/me/stations")).body.items;
  assert.deepEqual(bobs.map((each: { station: string }) => each.station), ["HOME"]);
  await all.csms.csms.stations.suspend("STREET");
  assert.deepEqual((await all.ann.ask("GET", "/me/stations")).body.items, []);
});

Deno.test("a driver starts with an own tag where it may charge, and is told what to do there", async () => {
  await using all = await street();
  const starting = all.ann.ask("POST", "/me/start", { station: "STREET", evse: 1 });
  const { payload } = await all.street.answers("RemoteStartTransaction", { status: "Accepted" });
  assert.deepEqual(payload, { connectorId: 1, idTag: "TAG-A" });
  const { status, body } = await starting;
  assert.equal(status, 200);
  assert.deepEqual([body.accepted, body.token, body.waitsFor], [
    ...[true, "TAG-A", "plug in the cable"],
  ]);
  await begin(all.street, { token: "alias-a" });
  const again = await all.ann.ask("POST", "/me/start", { station: "STREET", evse: 1 });
  assert.deepEqual([again.status, again.body.type], [409, "urn:kvolt:problem:not-now"]);
  assert.match(again.body.detail, /ConcurrentTx/);
});

Deno.test("a driver starts with nobody else's tag, and at no station of which there is nothing to be known", async () => {
  await using all = await street();
  const tries = [
    { station: "STREET", evse: 1, token: "TAG-B" },
    { station: "STREET", evse: 1, token: "NO-SUCH-TAG" },
    { station: "HOME", evse: 1 },
    { station: "NOWHERE", evse: 1 },
    { station: "STREET", evse: 2 },
  ];
  const got = [];
  for (const body of tries) got.push(await all.ann.ask("POST", "/me/start", body));
  assert.deepEqual(got.map(({ status }) => status), [404, 404, 404, 404, 404]);
  const [other, absent, home, nowhere] = got.map(({ body }) => body.detail);
  assert.equal(other.replace("TAG-B", "X"), absent.replace("NO-SUCH-TAG", "X"));
  assert.equal(home.replace("HOME", "X"), nowhere.replace("NOWHERE", "X"));
  await all.csms.csms.tokens.put({ id: "TAG-A", status: "Blocked", aliases: ["ALIAS-A"] });
  const blocked = await all.ann.ask("POST", "/me/start", { station: "STREET", evse: 1 });
  assert.equal(blocked.status, 404);
});

Deno.test("a driver stops an own transaction, and of another's learns not even that it is there", async () => {
  await using all = await street();
  const anns = await begin(all.street, { token: "TAG-A" });
  const bobs = await begin(all.home, { token: "TAG-B" });
  const strange = await all.ann.ask("POST", "/me/stop", { transaction: String(bobs) });
  const absent = await all.ann.ask("POST", "/me/stop", { transaction: "999" });
  assert.deepEqual([strange.status, absent.status], [404, 404]);
  assert.equal(strange.body.detail.replace(String(bobs), "999"), absent.body.detail);
  const stopping = all.ann.ask("POST", "/me/stop", { transaction: String(anns) });
  await all.street.answers("RemoteStopTransaction", { status: "Accepted" });
  assert.equal((await stopping).body.accepted, true);
  const timestamp = new Date().toISOString();
  await all.street.call("StopTransaction", { transactionId: anns, meterStop: 9_000, timestamp });
  const late = await all.ann.ask("POST", "/me/stop", { transaction: String(anns) });
  assert.deepEqual([late.status, late.body.type], [409, "urn:kvolt:problem:not-now"]);
  assert.equal((await all.csms.csms.transactions.get(String(bobs)))!.state, "open");
});

Deno.test("the history and the totals of a driver are those of all the own tags, and of no other", async () => {
  await using all = await street();
  const { accounts } = all.csms.csms.people;
  await accounts.change(all.csms.ids.Ann!, { tags: ["ALIAS-A", "TAG-C", "tag-a"] });
  const at = Date.parse("2026-02-03T04:05:06Z");
  const own: string[] = [];
  for (let n = 0; n < 7; n++) {
    const token = ["TAG-A", "TAG-C", "TAG-B"][n % 3]!;
    // Some start at the same moment.
    const started = at + Math.floor(n / 4) * 60_000;
    const id = await begin(all.street, { token, at: started, meterStart: n * 10_000 });
    if (token !== "TAG-B") own.unshift(String(id));
    const timestamp = new Date(started + 1_000).toISOString();
    await all.street.call("StopTransaction", {
      ...{ transactionId: id, meterStop: n * 10_000 + 1_000, timestamp },
    });
  }
  const got: string[] = [];
  let cursor: string | null = "";
  let pages = 0;
  while (cursor !== null) {
    const more: string = cursor && `&cursor=${cursor}`;
    const { body } = await all.ann.ask("GET", `/me/transactions?limit=2${more}`);
    got.push(...idsOf(body));
    cursor = body.next;
    pages++;
  }
  assert.equal(pages, 3);
  assert.deepEqual(got.toSorted(), own.toSorted());
  assert.equal((await all.ann.ask("GET", "/me/transactions?cursor=abc")).status, 422);
  const { body } = await all.ann.ask("GET", "/me/totals?from=2026-01-01&to=2026-02-28");
  const months = body.items.map((each: { name: string; sessions: number; energyWh: number }) => [
    ...[each.name, each.sessions, each.energyWh],
  ]);
  assert.deepEqual(months, [["2026-01", 0, 0], ["2026-02", 5, 5_000]]);
  const bobs = await all.bob.ask("GET", "/me/totals?from=2026-01-01&to=2026-02-28");
  assert.equal(bobs.body.total.energyWh, 2_000);
});
