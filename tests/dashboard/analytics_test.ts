import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { binsOf } from "../../csms/analytics/period.ts";
import { periodOf, quickChoices } from "../../dashboard/analytics/period.ts";
import { accessible } from "../support/axe.ts";
import { browserTest } from "../support/browser.ts";
import { charger } from "../support/charger.ts";
import { kvolt, type TestKvolt } from "../support/kvolt.ts";
import { pagesOf } from "../support/signed_in.ts";

const dev = { KVOLT_DEV: "1", API_TOKEN: "", AUTH_UNKNOWN: "Accepted" };
const HOUR = 3_600_000;
const HOSTILE = "<script>document.title = 'hurt'</script>";

/** Stations that charged 4 kWh late on an evening, in UTC, and 6 kWh two days later, the second by day. */
async function charged(csms: TestKvolt) {
  await csms.send("PUT", "/tariffs/DAY", {
    ...{ currency: "EUR", timeZone: "UTC", energy: { prices: [{ price: 0.5 }] } },
  });
  await csms.send("PUT", "/tariff-assignments", { tariff: "DAY", station: "CP-1" });
  await csms.send("PUT", `/tokens/${encodeURIComponent("<i>TAG</i>")}`, { note: HOSTILE });
  const station = await charger(csms.ws, "CP-1");
  await station.boot();
  async function charge(idTag: string, end: string, meterStop: number) {
    const timestamp = new Date(Date.parse(end) - HOUR).toISOString();
    const start = { connectorId: 1, idTag, meterStart: 0, timestamp };
    const { transactionId } = await station.call("StartTransaction", start);
    await station.call("StopTransaction", { transactionId, meterStop, timestamp: end });
  }
  await charge("<i>TAG</i>", "2026-01-30T23:30:00Z", 4_000);
  await charge("TAG-2", "2026-02-01T12:00:00Z", 6_000);
  return station;
}

const rowsOf = async (page: Page, name: string) =>
  (await page.getByRole("region", { name, exact: true }).locator("tbody tr").allInnerTexts())
    .map((row) => row.split("\t").map((cell) => cell.trim()));

browserTest(
  "what was charged in a time is drawn, summed by station and tag, and taken away as a table",
  async (open) => {
    const csms = await kvolt(dev);
    const station = await charged(csms);
    const { page } = await open({ timezoneId: "Europe/Berlin" });
    const days = "from=2026-01-30&to=2026-02-02";
    await page.goto(`${pagesOf(csms)}/analytics?${days}&zone=UTC`);
    await page.locator("[data-chart] canvas").waitFor();
    await page.getByText("The same as a table").click();
    const perDay = async () =>
      (await rowsOf(page, "Energy and sessions")).map(([day, energy]) => `${day} ${energy}`);
    assert.deepEqual(await perDay(), [
      ...["2026-01-30 4 kWh", "2026-01-31 0 Wh", "2026-02-01 6 kWh", "2026-02-02 0 Wh"],
    ]);
    assert.deepEqual(await rowsOf(page, "Stations"), [
      ["CP-1", "10 kWh", "2", "2 h", "5.00 EUR", "2.1 %", "–", "1"],
    ]);
    const tags = await rowsOf(page, "Tags");
    assert.deepEqual(tags.map(([tag, whose, energy]) => [tag, whose, energy]), [
      ["tag-2", "", "6 kWh"],
      ["<i>TAG</i>", HOSTILE, "4 kWh"],
    ]);
    assert.deepEqual((await rowsOf(page, "Reliability")).map(([id]) => id), ["CP-1"]);
    assert.equal(await page.title(), "Analytics · kvolt");
    await accessible(page);
    for (const name of ["Energy", "Stations", "Tags", "Reliability"]) {
      const link = page.getByRole("link", { name: `${name} as CSV` });
      const file = await fetch(pagesOf(csms) + await link.getAttribute("href"));
      assert.equal(file.status, 200, name);
      assert.match(await file.text(), name === "Energy" ? /2026-02-01,1,6000/ : /CP-1|TAG-2/i);
    }

    await page.goto(`${pagesOf(csms)}/analytics?${days}`);
    assert.equal(await page.getByLabel("Time zone").inputValue(), "Europe/Berlin");
    await page.getByText("The same as a table").click();
    assert.deepEqual((await perDay()).slice(0, 2), ["2026-01-30 0 Wh", "2026-01-31 4 kWh"]);

    await page.getByRole("combobox", { name: "Each" }).selectOption("month");
    await page.getByLabel("Time zone").fill("Mars/Olympus");
    await page.getByRole("button", { name: "Show" }).click();
    await page.getByRole("alert").filter({ hasText: "Mars/Olympus is not a time zone" }).waitFor();
    await page.getByText("The same as a table").click();
    assert.deepEqual(await perDay(), ["2026-01 4 kWh", "2026-02 6 kWh"]);
    await page.getByRole("link", { name: "Last 12 months" }).click();
    await page.locator("[aria-current=page]", { hasText: "Last 12 months" }).waitFor();
    await station.close();
    await csms.stop();
  },
);

browserTest("with nothing to show yet it says so", async (open) => {
  const csms = await kvolt(dev);
  const { page } = await open();
  await page.goto(`${pagesOf(csms)}/analytics`);
  await page.getByText("No tag has charged in this time.").waitFor();
  assert.equal(await page.getByText("There is no station yet.").count(), 2);
  await accessible(page);
  await csms.stop();
});

Deno.test("more stations than are shown at once come a part at a time, each of them once", async () => {
  const csms = await kvolt(dev);
  const ids = Array.from({ length: 120 }, (_, n) => `CP-${n}`);
  for (const id of ids) await csms.send("POST", "/stations", { id });
  const found: string[] = [];
  let path = "/analytics";
  for (let parts = 0; path !== ""; parts++) {
    assert.ok(parts < 3);
    const html = await (await fetch(pagesOf(csms) + path)).text();
    const stations = parts === 0 ? /<h2>Stations<\/h2>.*?<h2>/s.exec(html)![0] : html;
    found.push(...[...stations.matchAll(/<a href="\/stations\/([^"]+)"/g)].map(([, id]) => id!));
    path = /hx-get="([^"]+)"/.exec(stations)?.[1]?.replaceAll("&amp;", "&") ?? "";
  }
  assert.deepEqual(found.toSorted(), ids.toSorted());
  await csms.stop();
});

Deno.test("without script each table leads to its next rows, on a page with the others", async () => {
  const csms = await kvolt(dev);
  const ids = Array.from({ length: 120 }, (_, n) => `CP-${n}`);
  for (const id of ids) await csms.send("POST", "/stations", { id });
  for (const name of ["stations", "reliability"]) {
    const found: string[] = [];
    let path: string | undefined = "/analytics?from=2026-01-01&to=2026-01-31&by=month";
    for (let parts = 0; path; parts++) {
      assert.ok(parts < 3 && path.includes("to=2026-01-31"), path);
      const html: string = await (await fetch(pagesOf(csms) + path)).text();
      assert.equal(html.match(/<h2>/g)!.length, 4, path);
      const table = new RegExp(`<section id="${name}">.*?</section>`, "s").exec(html)![0];
      found.push(...[...table.matchAll(/<a href="\/stations\/([^"]+)"/g)].map(([, id]) => id!));
      path = /href="([^"]+)">More/.exec(table)?.[1]?.replaceAll("&amp;", "&");
      assert.ok(!path || path.endsWith(`#${name}`), `${path}`);
    }
    assert.deepEqual(found.toSorted(), ids.toSorted(), name);
  }
  const far = await (await fetch(`${pagesOf(csms)}/analytics?stations=500-1`)).text();
  assert.ok(!far.includes("There is no station yet"));
  await csms.stop();
});

Deno.test("what is charged while one scrolls moves no row that is still to come, though others look meanwhile", async () => {
  const csms = await kvolt(dev);
  const station = await charger(csms.ws, "CP-1");
  await station.boot();
  const [timestamp, begun] = [0, HOUR].map((ago) => new Date(Date.now() - ago).toISOString());
  async function charge(idTag: string, meterStop: number, meterStart = 0) {
    const start = { connectorId: 1, idTag, meterStart, timestamp: begun };
    const { transactionId } = await station.call("StartTransaction", start);
    await station.call("StopTransaction", { transactionId, meterStop, timestamp });
  }
  const tags = Array.from({ length: 60 }, (_, n) => `tag-${n}`);
  for (const [n, tag] of tags.entries()) await charge(tag, 10_000 - n);
  const tagsIn = (html: string) => html.match(/tag-\d+/g) ?? [];
  const first = await (await fetch(`${pagesOf(csms)}/analytics`)).text();
  const table = /<h2>Tags<\/h2>.*?<h2>/s.exec(first)![0];
  const [, more] = /hx-get="([^"]+)"/.exec(table)!;
  await charge("tag-59", 20_000, 1);
  const anew = await (await fetch(`${pagesOf(csms)}/analytics`)).text();
  const rest = await (await fetch(pagesOf(csms) + more!.replaceAll("&amp;", "&"))).text();
  assert.deepEqual([...tagsIn(table), ...tagsIn(rest)], tags);
  assert.equal(tagsIn(/<h2>Tags<\/h2>.*?<h2>/s.exec(anew)![0])[0], "tag-59");
  await station.close();
  await csms.stop();
});

Deno.test("the periods that are offered end today, in the zone of the viewer", () => {
  const now = new Date("2028-02-29T23:30:00Z");
  const choices = (zone: string) => quickChoices(now, zone).map(({ from, to }) => `${from} ${to}`);
  assert.deepEqual(choices("UTC"), [
    ...["2028-02-28 2028-02-29", "2028-02-01 2028-02-29", "2028-01-01 2028-02-29"],
    "2027-03-02 2028-02-29",
  ]);
  assert.deepEqual(choices("Europe/Berlin").slice(0, 2), [
    ...["2028-02-28 2028-03-01", "2028-03-01 2028-03-01"],
  ]);
});

Deno.test("an address that means no period shows the last thirty days, and none is longer than ten years", () => {
  const asked = (query: Record<string, string>) =>
    periodOf(
      {
        query,
        context: {
          req: {
            query: (name: string) => query[name],
            header: () => undefined,
            raw: new Request("http://host/"),
          },
        },
        csms: { now: () => new Date("2026-01-31T12:00:00Z") },
      } as unknown as Parameters<typeof periodOf>[0],
    );
  const last30 = { from: "2026-01-02", to: "2026-01-31", zone: "UTC", by: "day" };
  for (const query of [{}, { from: "2026-13-01" }, { from: "yesterday" }, { from: "2027-01-01" }]) {
    assert.deepEqual(asked(query as Record<string, string>), last30);
  }
  const long = asked({ from: "1970-01-01", by: "day" });
  assert.equal(binsOf(long, "day").length, 3_653);
  assert.equal(asked({ from: "2025-02-01" }).by, "month");
  assert.equal(asked({ from: "2025-02-01", by: "day" }).by, "day");
});
