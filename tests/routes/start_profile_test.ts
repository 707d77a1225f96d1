import assert from "node:assert/strict";
import { charger } from "../support/charger.ts";
import { database } from "../support/database.ts";
import { kvolt, type TestKvolt } from "../support/kvolt.ts";
import { soon } from "../support/until.ts";
import { editions, withRest } from "../support/with_rest.ts";
import { begin, setting } from "./setting.ts";
import { opened } from "./setting_v2.ts";

const profile = {
  ...{ id: 7, purpose: "TxProfile", kind: "Relative" },
  schedule: { unit: "A", periods: [{ startPeriod: 0, limit: 10 }] },
};
const start = { token: "TAG-1", evse: 1, profile };
type Api = Pick<TestKvolt, "get">;
type Setting = Awaited<ReturnType<typeof setting>>;

/** The profiles that kvolt takes the station to have: id, EVSE and transaction of each. */
async function kept(api: Api) {
  const { items } = (await api.get("/stations/CP-1/profiles")).body;
  return items.map((each: Record<string, unknown>) => [each.id, each.evse, each.transaction]);
}

/** The same once all that came before is dealt with: what is kept of a start at EVSE 2 is left out, which comes last. */
async function keptByNow({ api, cp }: Setting) {
  const last = { token: "LAST", evse: 2, profile: { ...profile, id: 8 } };
  const starting = api.send("POST", "/stations/CP-1/start", last);
  await cp.answers("RemoteStartTransaction", { status: "Accepted" });
  await starting;
  const own = String([8, 2, await begin(cp, { token: "LAST", connectorId: 2, at: Date.now() })]);
  return await soon(async () => {
    const all: unknown[] = await kept(api);
    const others = all.filter((each) => String(each) !== own);
    assert.equal(all.length - others.length, 1);
    return others;
  });
}

Deno.test("1.6: the profile of a start holds once its transaction begins, and ends with it", async () => {
  await using s = await setting();
  const started = s.api.send("POST", "/stations/CP-1/start", start);
  await s.cp.answers("RemoteStartTransaction", { status: "Accepted" });
  await started;
  assert.deepEqual(await kept(s.api), []);
  const id = await begin(s.cp);
  assert.equal(id, 1, "what a remote start is known by is no transaction's number");
  await soon(async () => assert.deepEqual(await kept(s.api), [[7, 1, String(id)]]));
  const stop = { transactionId: id, meterStop: 1000, timestamp: new Date().toISOString() };
  await s.cp.call("StopTransaction", stop);
  assert.deepEqual(await kept(s.api), []);
  // It went with that start alone.
  await begin(s.cp, { at: Date.now() });
  assert.deepEqual(await keptByNow(s), []);
});

Deno.test("the profile of a start is kept when kvolt is started anew before its transaction begins", async () => {
  await using file = await database();
  const env = { KV_PATH: file.path, AUTH_UNKNOWN: "Accepted" };
  const before = await kvolt(env);
  const first = await charger(before.ws, "CP-1");
  await first.boot();
  const asked = before.send("POST", "/stations/CP-1/start", start);
  await first.answers("RemoteStartTransaction", { status: "Accepted" });
  assert.equal((await asked).body.accepted, true);
  await first.close();
  await before.stop();

  const after = await kvolt(env);
  const again = await charger(after.ws, "CP-1");
  await again.boot();
  const id = await begin(again, { at: Date.now() });
  await soon(async () => assert.deepEqual(await kept({ get: after.get }), [[7, 1, String(id)]]));
  await again.close();
  await after.stop();
});

for (const protocol of editions) {
  Deno.test(`${protocol}: the profile of a start holds once its transaction begins`, async () => {
    await using s = await withRest(protocol);
    const started = s.api.send("POST", "/stations/CP-1/start", start);
    const { payload } = await s.cp.answers("RequestStartTransaction", { status: "Accepted" });
    assert.equal(payload.chargingProfile.id, 7);
    await started;
    const { id } = await opened(s);
    await soon(async () => assert.deepEqual(await kept(s.api), [[7, 1, id]]));
    const path = "/stations/CP-1/composite?evse=1&duration=60";
    void s.cp.answers("GetCompositeSchedule", { status: "Rejected" });
    const { computed } = (await s.api.get(path)).body;
    // The schedule is of whole seconds: it may begin a little before the transaction did.
    assert.equal(computed.periods.at(-1).limit, 10);
  });
}

Deno.test("the profile of a start that was refused, or of another's token, holds nowhere", async () => {
  await using s = await setting();
  const refused = s.api.send("POST", "/stations/CP-1/start", start);
  await s.cp.answers("RemoteStartTransaction", { status: "Rejected" });
  await refused;
  await begin(s.cp);
  assert.deepEqual(await keptByNow(s), []);
  const accepted = s.api.send("POST", "/stations/CP-1/start", { ...start, token: "TAG-2" });
  await s.cp.answers("RemoteStartTransaction", { status: "Accepted" });
  await accepted;
  await begin(s.cp, { at: Date.now() });
  assert.deepEqual(await keptByNow(s), []);
});

Deno.test("a start without a profile does not get that of an earlier one", async () => {
  await using s = await setting();
  for (const asked of [start, { token: start.token, evse: start.evse }]) {
    const starting = s.api.send("POST", "/stations/CP-1/start", asked);
    await s.cp.answers("RemoteStartTransaction", { status: "Accepted" });
    await starting;
  }
  await begin(s.cp);
  assert.deepEqual(await keptByNow(s), []);
});

Deno.test("a start that is refused leaves the profile of the one that still waits for its transaction", async () => {
  await using s = await setting();
  const other = { ...start, profile: { ...profile, id: 8 } };
  for (
    const [asked, status] of [
      [start, "Accepted"],
      [{ token: start.token, evse: start.evse }, "Rejected"],
      [other, "Rejected"],
    ] as const
  ) {
    const starting = s.api.send("POST", "/stations/CP-1/start", asked);
    await s.cp.answers("RemoteStartTransaction", { status });
    await starting;
  }
  const id = await begin(s.cp);
  await soon(async () => assert.deepEqual(await kept(s.api), [[7, 1, String(id)]]));
});

Deno.test("a start that is answered with an error, or is none that can be sent, leaves the profile of another one too", async () => {
  await using s = await setting();
  const ask = (body: unknown) => s.api.send("POST", "/stations/CP-1/start", body);
  const accepted = ask(start);
  await s.cp.answers("RemoteStartTransaction", { status: "Accepted" });
  await accepted;
  const failing = ask({ token: start.token, evse: start.evse });
  s.cp.refuse(await s.cp.asked("RemoteStartTransaction"), "InternalError");
  assert.equal((await failing).status, 502);
  assert.equal((await ask({ ...start, token: "T".repeat(30) })).status, 422);
  const id = await begin(s.cp);
  await soon(async () => assert.deepEqual(await kept(s.api), [[7, 1, String(id)]]));
});

Deno.test("of two starts at once that are both refused no profile is left", async () => {
  await using s = await setting();
  const asked = [7, 8].map((id) =>
    s.api.send("POST", "/stations/CP-1/start", { ...start, profile: { ...profile, id } })
  );
  for (const _ of asked) await s.cp.answers("RemoteStartTransaction", { status: "Rejected" });
  await Promise.all(asked);
  await begin(s.cp);
  assert.deepEqual(await keptByNow(s), []);
});

Deno.test("a profile that a transaction has taken while a start was refused leaves no earlier one to the next", async () => {
  await using s = await setting();
  const accepted = s.api.send("POST", "/stations/CP-1/start", start);
  await s.cp.answers("RemoteStartTransaction", { status: "Accepted" });
  await accepted;
  const refused = s.api.send("POST", "/stations/CP-1/start", start);
  const asked = await s.cp.asked("RemoteStartTransaction");
  const transactionId = await begin(s.cp);
  await soon(async () => assert.equal((await kept(s.api)).length, 1));
  s.cp.answer(asked, { status: "Rejected" });
  await refused;
  const timestamp = new Date().toISOString();
  await s.cp.call("StopTransaction", { transactionId, meterStop: 1_000, timestamp });
  await begin(s.cp, { at: Date.now() });
  assert.deepEqual(await keptByNow(s), []);
});

Deno.test("the profile of a start that went to nobody holds nowhere", async () => {
  const csms = await kvolt({ AUTH_UNKNOWN: "Accepted" });
  const { key } = (await csms.send("POST", "/stations", { id: "CP-1" })).body;
  const { status, body } = await csms.send("POST", "/stations/CP-1/start", start);
  assert.deepEqual([status, body.type], [409, "urn:kvolt:problem:offline"]);
  const headers = { authorization: `Basic ${btoa(`CP-1:${key}`)}` };
  const cp = await charger(csms.ws, "CP-1", { headers });
  await cp.boot();
  await begin(cp);
  await cp.call("Heartbeat", {});
  assert.deepEqual(await kept(csms), []);
  await cp.close();
  await csms.stop();
});
