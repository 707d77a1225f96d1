import assert from "node:assert/strict";
import { begin, setting } from "./setting.ts";

const HOUR_MS = 3_600_000;

Deno.test("a transaction reads with exactly the fields it is said to have", async () => {
  await using s = await setting();
  const at = Date.now() - HOUR_MS;
  const transactionId = await begin(s.cp, { at });
  const open = (await s.api.get(`/transactions/${transactionId}`)).body;
  assert.deepEqual(Object.keys(open).slice(0, 14), [
    ...["id", "station", "evse", "connector", "token", "startedAt", "stoppedAt", "meterStart"],
    ...["meterStop", "energyWh", "state", "reason", "flags", "powerW"],
  ]);
  assert.deepEqual(
    [open.id, open.station, open.evse, open.connector, open.token, open.meterStart, open.state],
    [String(transactionId), "CP-1", 1, 1, "TAG-1", 1000, "open"],
  );
  assert.deepEqual([open.stoppedAt, open.meterStop, open.reason, open.stopToken], [
    ...[null, null, null, null],
  ]);
  await s.cp.call("StopTransaction", {
    ...{ transactionId, meterStop: 6000, timestamp: new Date(at + HOUR_MS / 2).toISOString() },
    ...{ reason: "EVDisconnected", idTag: "TAG-1" },
  });
  const closed = (await s.api.get(`/transactions/${transactionId}`)).body;
  assert.deepEqual([closed.state, closed.meterStop, closed.energyWh, closed.reason], [
    ...["closed", 6000, 5000, "EVDisconnected"],
  ]);
  assert.equal((await s.api.get("/transactions/99")).status, 404);
});

Deno.test("transactions are paged newest first, all of them or those of one station or token", async () => {
  await using s = await setting();
  const ids: string[] = [];
  for (let i = 0; i < 7; i++) {
    const at = Date.now() - (10 - i) * HOUR_MS;
    ids.unshift(String(await begin(s.cp, { at, token: i % 2 ? "ODD" : "EVEN", meterStart: i })));
  }
  async function all(filter: string): Promise<string[]> {
    const seen: string[] = [];
    let cursor = "";
    do {
      const { body } = await s.api.get(`/transactions?limit=3${filter}${cursor}`);
      assert.ok(body.items.length <= 3);
      seen.push(...body.items.map(({ id }: { id: string }) => id));
      cursor = body.next && `&cursor=${body.next}`;
    } while (cursor);
    return seen;
  }
  assert.deepEqual(await all(""), ids);
  assert.deepEqual(await all("&station=CP-1"), ids);
  assert.deepEqual(await all("&station=CP-2"), []);
  assert.deepEqual(await all("&token=odd"), ids.filter((_, i) => i % 2));
  const both = await s.api.get("/transactions?station=CP-1&token=ODD");
  assert.deepEqual([both.status, both.body.errors[0].path], [422, "token"]);
  const { next } = (await s.api.get("/transactions?limit=3")).body;
  const foreign = await s.api.get(`/transactions?station=CP-1&cursor=${next}`);
  assert.deepEqual([foreign.status, foreign.body.errors[0].path], [422, "cursor"]);
});

Deno.test("samples are paged as JSON and streamed whole as CSV", async () => {
  await using s = await setting();
  const at = Date.now() - HOUR_MS;
  const transactionId = await begin(s.cp, { at });
  for (let i = 0; i < 5; i++) {
    await s.cp.call("MeterValues", {
      ...{ connectorId: 1, transactionId },
      meterValue: [{
        timestamp: new Date(at + (i + 1) * 60_000).toISOString(),
        sampledValue: [
          { value: String(1000 + i * 100), unit: "Wh" },
          { value: "=1+1", measurand: "Power.Active.Import", unit: "W", context: 'a "b", c' },
        ],
      }],
    });
  }
  const path = `/transactions/${transactionId}/samples`;
  const first = (await s.api.get(`${path}?limit=3`)).body;
  const second = (await s.api.get(`${path}?limit=3&cursor=${first.next}`)).body;
  assert.deepEqual([first.items.length, second.items.length, second.next], [3, 2, null]);
  const items = [...first.items, ...second.items];
  const energies = items.map(({ values }) => values[0].value);
  assert.deepEqual(energies, [1000, 1100, 1200, 1300, 1400]);
  assert.deepEqual(items[0].values[1].value, null);
  assert.equal(items[0].values[1].raw, "=1+1");

  const csv = await s.api.get(`${path}.csv`);
  assert.match(csv.headers.get("content-disposition")!, /filename="transaction-\d+\.csv"/);
  const accepted = await s.api.get(path, { accept: "text/csv" });
  assert.equal(accepted.body, csv.body);
  assert.match((await s.api.get(path, { accept: "*/*" })).headers.get("content-type")!, /json/);
  const lines = csv.body.split("\r\n");
  assert.equal(lines[0], "at,value,unit,measurand,phase,location,context,format,raw");
  assert.equal(lines.length, 12);
  assert.match(lines[1], /^\d{4}-.+Z,1000,Wh,Energy\.Active\.Import\.Register,/);
  assert.ok(lines[2].includes(',"a ""b"", c",') && lines[2].endsWith(",'=1+1"), lines[2]);
  for (const missing of ["/transactions/99/samples", "/transactions/99/samples.csv"]) {
    assert.equal((await s.api.get(missing)).status, 404);
  }
});

Deno.test("an orphan is closed by hand, once", async () => {
  await using s = await setting();
  const id = await begin(s.cp);
  const closed = await s.api.send("POST", `/transactions/${id}/close`);
  assert.deepEqual([closed.status, closed.body.state], [200, "closed"]);
  assert.ok(closed.body.flags.includes("closed-by-hand"));
  assert.equal((await s.api.send("POST", `/transactions/${id}/close`)).status, 409);
  assert.equal((await s.api.send("POST", "/transactions/99/close")).status, 404);
});
