import assert from "node:assert/strict";
import { fakeClock } from "../support/clock.ts";
import { charger } from "../support/charger.ts";
import { rest } from "../support/rest.ts";
import { scene } from "../support/scene.ts";

const HOUR = 3_600_000;

/** A kvolt in which CP-1 charged three times under a tariff, CP-2 once, and CP-3 never. */
async function year() {
  const { csms, clock } = await scene(
    { AUTH_UNKNOWN: "Accepted" },
    fakeClock("2026-03-31T12:00:00Z"),
  );
  const api = await rest(csms);
  await api.send("PUT", "/tariffs/DAY", {
    ...{ currency: "EUR", timeZone: "Europe/Berlin", energy: { prices: [{ price: 0.5 }] } },
  });
  await api.send("PUT", "/tariff-assignments", { tariff: "DAY", station: "CP-1" });
  const stations = await Promise.all(["CP-1", "CP-2", "CP-3"].map((id) => charger(csms.ws, id)));
  for (const cp of stations) {
    await cp.boot();
    await cp.call("StatusNotification", {
      connectorId: 1,
      errorCode: "NoError",
      status: "Available",
    });
  }
  async function charge(n: number, idTag: string, end: string, wh: number) {
    const cp = stations[n - 1]!;
    const until = Date.parse(end);
    const { transactionId } = await cp.call("StartTransaction", {
      ...{ connectorId: 1, idTag, meterStart: 0, timestamp: new Date(until - HOUR).toISOString() },
    });
    await cp.call("MeterValues", {
      ...{ connectorId: 1, transactionId },
      meterValue: [{
        timestamp: new Date(until - HOUR / 2).toISOString(),
        sampledValue: [{ value: String(wh), measurand: "Power.Active.Import", unit: "W" }],
      }],
    });
    await cp.call("StopTransaction", { transactionId, meterStop: wh, timestamp: end });
  }
  await charge(1, "=TAG-1", "2026-01-31T23:30:00Z", 4000);
  await charge(1, "TAG-2", "2026-03-28T23:30:00Z", 6000);
  await charge(1, "TAG-2", "2026-03-29T21:59:00Z", 1000);
  await charge(2, "TAG-2", "2026-03-29T22:00:00Z", 2000);
  return {
    ...{ csms, api, clock },
    async [Symbol.asyncDispose]() {
      for (const cp of stations) await cp.close();
      await csms.stop();
    },
  };
}

Deno.test("energy is summed by the days and months of a zone, those on which clocks turn too", async () => {
  await using s = await year();
  const days = "from=2026-03-28&to=2026-03-30";
  const of = async (query: string) => {
    const { status, body } = await s.api.get(`/analytics/energy?${query}`);
    assert.equal(status, 200, JSON.stringify(body));
    return body.items.map((item: Record<string, unknown>) => [item.name, item.energyWh]);
  };
  assert.deepEqual(await of(days), [
    ...[["2026-03-28", 6000], ["2026-03-29", 3000], ["2026-03-30", 0]],
  ]);
  assert.deepEqual(await of(`${days}&zone=Europe/Berlin`), [
    ...[["2026-03-28", 0], ["2026-03-29", 7000], ["2026-03-30", 2000]],
  ]);
  assert.deepEqual(await of(`${days}&zone=Europe/Berlin&station=CP-2`), [
    ...[["2026-03-28", 0], ["2026-03-29", 0], ["2026-03-30", 2000]],
  ]);
  assert.deepEqual(await of("from=2026-01-01&to=2026-03-31&by=month&token=tag-2"), [
    ...[["2026-01", 0], ["2026-02", 0], ["2026-03", 9000]],
  ]);
  const { body } = await s.api.get("/analytics/energy?from=2026-01-01&to=2026-12-31&by=month");
  assert.deepEqual(body.total, {
    ...{ sessions: 4, energyWh: 13_000, pluggedSeconds: 4 * 3600 },
    costs: [{ currency: "EUR", total: 5.5 }],
  });
});

Deno.test("where nothing is said the last thirty days are meant, today in the zone among them", async () => {
  await using s = await year();
  const { body } = await s.api.get("/analytics/energy?zone=Pacific/Kiritimati");
  assert.deepEqual([body.from, body.to, body.zone, body.items.length], [
    ...["2026-03-03", "2026-04-01", "Pacific/Kiritimati", 30],
  ]);
});

Deno.test("stations are told with their use and their peak, the idle ones too, a page at a time", async () => {
  await using s = await year();
  const query = "from=2026-03-22&to=2026-03-31";
  const { body } = await s.api.get(`/analytics/stations?${query}&limit=2`);
  const [first, second] = body.items;
  assert.deepEqual([first.station, first.energyWh, first.sessions, first.peakW], [
    ...["CP-1", 7000, 2, 6000],
  ]);
  // Two hours of the nine and a half days that have passed.
  assert.equal(first.utilisation, Math.round(2 / (9.5 * 24) * 10_000) / 10_000);
  assert.deepEqual([second.station, second.peakW, second.costs], ["CP-2", 2000, []]);
  const rest = await s.api.get(`/analytics/stations?${query}&limit=2&cursor=${body.next}`);
  assert.deepEqual(rest.body.items.map(({ station }: { station: string }) => station), ["CP-3"]);
  assert.deepEqual([rest.body.next, rest.body.items[0].utilisation], [null, 0]);
});

Deno.test("a table has all of it, a column for each currency, and no formula", async () => {
  await using s = await year();
  const query = "from=2026-01-01&to=2026-12-31";
  const table = [
    "token,sessions,energyWh,pluggedSeconds,cost EUR",
    "tag-2,3,9000,10800,3.5",
    "'=tag-1,1,4000,3600,2",
    "",
  ].join("\r\n");
  const byPath = await s.api.get(`/analytics/tokens.csv?${query}&limit=1`);
  assert.equal(byPath.body, table);
  assert.match(byPath.headers.get("content-disposition")!, /filename="analytics-tokens\.csv"/);
  const byAccept = await s.api.get(`/analytics/tokens?${query}`, { accept: "text/csv" });
  assert.equal(byAccept.body, table);
  const stations = await s.api.get(`/analytics/stations.csv?${query}`);
  assert.deepEqual(stations.body.split("\r\n").slice(0, 2), [
    "station,sessions,energyWh,pluggedSeconds,cost EUR,peakW,evses,utilisation",
    "CP-1,3,11000,10800,5.5,6000,1,0.0014",
  ]);
  const energy = await s.api.get("/analytics/energy.csv?from=2026-03-29&to=2026-03-29");
  assert.deepEqual(energy.body.split("\r\n"), [
    "name,sessions,energyWh,pluggedSeconds,cost EUR",
    // The one that ended half an hour before midnight of the day before counts there.
    ...["2026-03-29,2,3000,7200,0.5", ""],
  ]);
});

Deno.test("a period that cannot be is refused, and it is said why", async () => {
  await using s = await year();
  const wrong = {
    "from=2026-02-01&to=2026-01-31": ["from", /2026-02-01 is after 2026-01-31/],
    "from=2010-01-01&to=2026-01-01": ["from", /5845 days are more than ten years/],
    "from=2026-02-30": ["from", /date/],
    "to=1969-12-31": ["to", /between 1970-01-01 and 2999-12-31/],
    "zone=Mars/Olympus": ["zone", /not a time zone by its IANA name/],
    "by=week": ["by", /day/],
    "station=A&token=B": ["token", /cannot be given together/],
  } as const;
  for (const [query, [path, message]] of Object.entries(wrong)) {
    const { status, body } = await s.api.get(`/analytics/energy?${query}`);
    assert.deepEqual([status, body.errors?.[0].path], [422, path], query);
    assert.match(body.errors[0].message, message);
  }
  assert.equal((await s.api.get("/analytics/tokens?cursor=nobody")).status, 422);
});
