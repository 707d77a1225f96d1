import assert from "node:assert/strict";
import type { PriceConditions } from "../../csms/model/tariff.ts";
import { chargesOf, whenInWords } from "../../dashboard/tariffs/words.ts";
import { staffed } from "../routes/people/browser.ts";
import { charger } from "../support/charger.ts";
import { kvolt } from "../support/kvolt.ts";
import { begins } from "../support/session.ts";
import { pagesOf } from "../support/signed_in.ts";

const simple = { currency: "EUR", energy: { prices: [{ price: 0.4 }] } };
const dev = { KVOLT_DEV: "1", API_TOKEN: "" };

Deno.test("each condition of a price has its words", () => {
  const all: [PriceConditions, string][] = [
    [{}, "always"],
    [{ from: "22:00", to: "06:00" }, "from 22:00 to 06:00"],
    [{ from: "22:00" }, "from 22:00 to 24:00"],
    [{ to: "06:00", days: ["Sat", "Sun"] }, "from 00:00 to 06:00, on Sat, Sun"],
    [{ minEnergyWh: 10_000 }, "after 10 kWh"],
    [{ maxEnergyWh: 500 }, "for the first 500 Wh"],
    [{ minEnergyWh: 0, maxEnergyWh: 20_000 }, "from 0 Wh to 20 kWh"],
    [{ minPowerW: 11_000 }, "at 11 kW or more"],
    [{ maxPowerW: 3_700 }, "at less than 3.7 kW"],
    [{ minPowerW: 1, maxPowerW: 2 }, "at 1 W or more, but less than 2 W"],
    [{ minSeconds: 14_400 }, "after 4 h"],
    [{ maxSeconds: 90 }, "in the first 2 min"],
    [{ minSeconds: 60, maxSeconds: 5_400 }, "from 1 min to 1 h 30 min after its start"],
  ];
  for (const [when, words] of all) assert.equal(whenInWords(when), words);
});

Deno.test("what a tariff charges is said in a line for each thing", () => {
  const night = { from: "22:00", to: "06:00" };
  const tariff = { id: "T", currency: "EUR", timeZone: "Europe/Berlin" };
  assert.deepEqual(chargesOf(tariff), ["Nothing for what is charged"]);
  assert.deepEqual(chargesOf({ ...tariff, maxCost: 30, energy: { prices: [{ price: 0.4 }] } }), [
    "0.40 EUR per kWh",
    "At most 30.00 EUR for each session, tax included",
  ]);
  assert.deepEqual(
    chargesOf({
      ...tariff,
      energy: {
        prices: [{ price: 0.2463, when: night }, { price: 0.36 }],
        taxes: [{ name: "City", percent: 2.5, stack: 1 }, { name: "GST", percent: 5 }, {
          ...{ name: "PST", percent: 7 },
        }],
      },
      idle: { prices: [{ price: 0.05, when: { minSeconds: 600 } }] },
      ...{ minCost: 1, maxCost: 2.5 },
    }),
    [
      "0.2463 EUR per kWh from 22:00 to 06:00; else 0.36 EUR; plus 5 % GST and 7 % PST, and on that sum 2.5 % City",
      "0.05 EUR per minute without charging (3.00 EUR an hour) after 10 min; else nothing",
      "At least 1.00 EUR and at most 2.50 EUR for each session, tax included",
      "Times of day are those of Europe/Berlin",
    ],
  );
});

Deno.test("without script a long list of tariffs, and of where one holds, is a link away at each part", async () => {
  const csms = await kvolt(dev);
  for (let n = 0; n < 60; n++) {
    await csms.send("PUT", `/tariffs/T${n}`, simple);
    const tariff = n < 5 ? "T0" : "T1";
    await csms.send("PUT", "/tariff-assignments", { tariff, token: `TAG${n}` });
  }
  const walk = async (from: string, row: RegExp, link: RegExp) => {
    const seen: string[] = [];
    let next: string | undefined = from;
    let pages = 0;
    while (next) {
      const html: string = await (await fetch(pagesOf(csms) + next)).text();
      assert.match(html, /^<!doctype html>/, next);
      seen.push(...[...html.matchAll(row)].map(([, name]) => name!));
      next = link.exec(html)?.[1]?.replaceAll("&amp;", "&");
      pages++;
    }
    assert.equal(new Set(seen).size, seen.length, from);
    return [pages, seen.length];
  };
  const tag = /<a href="\/tags\/(TAG\d+)"/g;
  const places = /href="([^"]*[?&;]places=[^"]*)"/;
  const tariff = /<tr><td><a href="\/tariffs\/(T\d+)"/g;
  assert.deepEqual(await walk("/tariffs", tariff, /href="([^"]*\?cursor=[^"]*)"/), [2, 60]);
  assert.deepEqual(await walk("/tariffs", tag, places), [2, 60]);
  assert.deepEqual(await walk("/tariffs/T1", tag, places), [2, 55]);
  await csms.stop();
});

Deno.test("who may not change a tariff sees what it charges and where it holds, and no form", async () => {
  await using csms = await staffed({ Olga: "operator", Vic: "viewer", Ann: "admin" });
  const cookies: Record<string, string> = {};
  for (const name of ["Olga", "Vic", "Ann"]) {
    cookies[name] = `kvolt-session=${(await csms.signedIn(name)).session()}`;
  }
  const look = async (name: string, path: string) => {
    const cookie = cookies[name]!;
    const html = await (await fetch(pagesOf(csms) + path, { headers: { cookie } })).text();
    return html.slice(html.indexOf("<main"), html.indexOf("</main>"));
  };
  assert.match(await look("Vic", "/tariffs"), /An admin makes them/);
  assert.match(await look("Ann", "/tariffs"), /let it hold by default/);
  await csms.send("PUT", "/tariffs/T1", simple);
  await csms.send("PUT", "/tariff-assignments", { tariff: "T1" });
  const station = await charger(csms.ws, "CP-1");
  await station.boot();
  const session = `/transactions/${await begins(station)}`;
  for (const path of ["/tariffs", "/tariffs/T1"]) {
    for (const name of ["Vic", "Olga"]) {
      const html = await look(name, path);
      assert.match(html, /0\.40 EUR per kWh/);
      assert.match(html, /Where no other one holds/);
      assert.doesNotMatch(html, /<form|<input|<button/, `${name} at ${path}`);
    }
    assert.match(await look("Ann", path), /<form/);
  }
  assert.match(await look("Vic", session), /By the tariff T1/);
  assert.doesNotMatch(await look("Vic", session), /<form/);
  const operator = await look("Olga", session);
  assert.match(operator, /Change the tariff/);
  assert.doesNotMatch(operator, /How its energy may flow/, "a station of 1.6 cannot be told");
  await station.close();
});

Deno.test("where no tariff held the page of a session says so; a tariff that is gone is said to be", async () => {
  const csms = await kvolt({ ...dev, AUTH_UNKNOWN: "Accepted" });
  const station = await charger(csms.ws, "CP-1");
  await station.boot();
  const session = `/transactions/${await begins(station)}`;
  const read = async (path: string) => await (await fetch(pagesOf(csms) + path)).text();
  assert.match(await read(session), /no tariff held when it began/);
  assert.match(await read(session), /kvolt has no tariff yet/);
  const gone = await fetch(`${pagesOf(csms)}/tariffs/GONE`);
  assert.equal(gone.status, 404);
  assert.match(await gone.text(), /There is no tariff GONE\. It may have been removed\./);
  await station.close();
  await csms.stop();
});

Deno.test("of so many tariffs that a list does not show them all, one is named", async () => {
  const csms = await kvolt({ ...dev, AUTH_UNKNOWN: "Accepted" });
  const station = await charger(csms.ws, "CP-1");
  await station.boot();
  const session = `/transactions/${await begins(station)}`;
  const read = async () => await (await fetch(pagesOf(csms) + session)).text();
  const tariff = { ...simple, timeZone: "UTC" };
  for (let n = 0; n < 200; n++) await csms.csms.tariffs.put({ ...tariff, id: `T${n}` });
  assert.match(await read(), /<select name="tariff">/);
  await csms.csms.tariffs.put({ ...tariff, id: "T200" });
  assert.match(await read(), /<input name="tariff" required/);
  await station.close();
  await csms.stop();
});
