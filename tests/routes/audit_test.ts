import assert from "node:assert/strict";
import { charger } from "../support/charger.ts";
import { fakeClock } from "../support/clock.ts";
import { kvolt } from "../support/kvolt.ts";

Deno.test("audit log: the audit log is filtered by who, what, station, address and time, and paged", async () => {
  const clock = fakeClock();
  const csms = await kvolt({}, { clock });
  const begun = clock.now().toISOString();
  for (let n = 0; n < 5; n++) {
    await csms.send("PUT", `/tokens/T-${n}`, {});
    clock.advance(1_000);
  }
  await csms.send("POST", "/stations/CP-1/reset", {});
  const whats = async (query: string) => {
    const { status, body } = await csms.get(`/audit?${query}`);
    assert.equal(status, 200, query);
    return body.items.map(({ what }: { what: string }) => what);
  };
  assert.equal((await whats("")).length, 6);
  assert.deepEqual(await whats("what=RESET"), ["POST /stations/{station}/reset"]);
  assert.deepEqual(await whats("station=CP-1"), ["POST /stations/{station}/reset"]);
  assert.equal((await whats("by=api_token")).length, 6);
  assert.equal((await whats("by=nobody")).length, 0);
  assert.equal((await whats("address=127.0.0")).length, 6);
  assert.equal((await whats("address=10.")).length, 0);
  const third = new Date(Date.parse(begun) + 2_000).toISOString();
  assert.equal((await whats(`to=${third}`)).length, 2);
  assert.equal((await whats(`from=${third}`)).length, 4);
  const first = (await csms.get("/audit?limit=4")).body;
  const rest = (await csms.get(`/audit?limit=4&cursor=${first.next}`)).body;
  assert.equal(new Set([...first.items, ...rest.items].map(({ id }) => id)).size, 6);
  assert.equal(rest.next, null);
  const csv = await csms.get("/audit.csv?what=tokens");
  assert.equal(csv.body.trim().split("\r\n").length, 6);
  await csms.stop();
});

Deno.test("audit log: a handshake that is refused is in the audit log, with the address and why", async () => {
  const csms = await kvolt({ DISCOVERY: "closed" });
  await assert.rejects(charger(csms.ws, "NOBODY"));
  const { body: { items: [line] } } = await csms.get("/audit?what=handshake");
  assert.equal(line.station, "NOBODY");
  assert.equal(line.by.kind, "address");
  assert.match(line.outcome, /not registered/);
  await csms.stop();
});
