import assert from "node:assert/strict";
import { meaningOf } from "../../dashboard/transactions/flags.ts";
import { browserTest } from "../support/browser.ts";
import { charger } from "../support/charger.ts";
import { opens } from "../support/database.ts";
import { kvolt, type TestKvolt } from "../support/kvolt.ts";

const dev = { KVOLT_DEV: "1", API_TOKEN: "", AUTH_UNKNOWN: "Accepted" };
const pages = ({ ws }: TestKvolt) => ws.replace("ws:", "http:");
type Station = Awaited<ReturnType<typeof charger>>;
const at = (minutes: number) => new Date(Date.UTC(2026, 0, 2, 3, minutes)).toISOString();

async function charge(station: Station, n: number, idTag = `TAG-${n % 3}`): Promise<number> {
  const start = { connectorId: 1, idTag, meterStart: n * 1_000, timestamp: at(n) };
  const { transactionId } = await station.call("StartTransaction", start) as {
    transactionId: number;
  };
  return transactionId;
}

async function sample(station: Station, transactionId: number, minutes: number, watts: number) {
  const sampledValue = [
    { value: String(watts), measurand: "Power.Active.Import", unit: "W" },
    {
      value: String(60_000 + minutes * 100),
      measurand: "Energy.Active.Import.Register",
      unit: "Wh",
    },
    { value: "51", measurand: "SoC", unit: "Percent" },
  ];
  const meterValue = [{ timestamp: at(minutes), sampledValue }];
  await station.call("MeterValues", { connectorId: 1, transactionId, meterValue });
}

browserTest("transactions are paged as one scrolls, filtered, and summed", async (open) => {
  const csms = await kvolt(dev);
  const station = await charger(csms.ws, "CP-1");
  await station.boot();
  for (let n = 0; n < 59; n++) {
    const transactionId = await charge(station, n);
    const stop = { transactionId, meterStop: n * 1_000 + 500, timestamp: at(n), reason: "Local" };
    await station.call("StopTransaction", stop);
  }
  const running = await charge(station, 59, "TAG-X");
  // One of which nothing is remarkable.
  await csms.csms.tokens.put({ id: "KNOWN", status: "Accepted" });
  await station.call("StatusNotification", {
    ...{ connectorId: 2, errorCode: "NoError", status: "Preparing" },
  });
  const timestamp = new Date().toISOString();
  const start = { connectorId: 2, idTag: "KNOWN", meterStart: 0, timestamp };
  const { transactionId } = await station.call("StartTransaction", start);
  await station.call("StopTransaction", { transactionId, meterStop: 0, timestamp });
  await csms.csms.analytics.settle();
  const { page } = await open();
  await page.goto(`${pages(csms)}/transactions?from=2026-01-02&to=2026-01-02`);
  await page.getByText("59 sessions, 29.5 kWh").waitFor();
  for (const [query, said] of [["station=CP-1&tag=TAG-2", 19], ["show=flagged", 60]] as const) {
    const sums = await (await fetch(`${pages(csms)}/transactions?${query}`)).text();
    assert.match(
      sums,
      new RegExp(`In all: ${said} sessions, ${said === 60 ? 59 / 2 : said / 2} kWh`),
    );
  }
  await page.mouse.wheel(0, 100_000);
  const rows = page.locator("tbody tr");
  await rows.nth(59).waitFor();
  await page.getByLabel("Tag", { exact: true }).fill("tag-1");
  await page.getByRole("button", { name: "Show" }).click();
  await page.waitForURL(/tag-1/);
  assert.equal(await rows.count(), 20);
  await page.getByLabel("Tag", { exact: true }).fill("");
  await page.getByLabel("Which").selectOption("open");
  await page.getByRole("button", { name: "Show" }).click();
  await page.waitForURL(/show=open/);
  await page.getByText("In all: 1 session, 0 Wh, 0 W now.").waitFor();
  assert.equal(await rows.count(), 1);
  await page.getByRole("link", { name: String(running), exact: true }).click();
  await page.getByRole("heading", { name: `Transaction ${running}` }).waitFor();
  await station.close();
  await csms.stop();
});

Deno.test("what the meter said is a table, a part at a time, for whoever sees no curves", async () => {
  const csms = await kvolt(dev);
  const station = await charger(csms.ws, "CP-1");
  await station.boot();
  const transactionId = await charge(station, 0);
  for (let n = 1; n <= 60; n++) {
    const sampledValue = [{ value: String(n * 100), measurand: "Power.Active.Import", unit: "W" }];
    const meterValue = [{ timestamp: at(n), sampledValue }];
    await station.call("MeterValues", { connectorId: 1, transactionId, meterValue });
  }
  const seen: string[] = [];
  let next: string | undefined = `/transactions/${transactionId}`;
  while (next) {
    const html: string = await (await fetch(pages(csms) + next)).text();
    assert.match(html, /^<!doctype html>/);
    seen.push(...html.match(/Power\.Active\.Import \d+ W/g)!);
    next = /href="([^"]*samples=[^"]*)">More/.exec(html)?.[1]?.replaceAll("&amp;", "&");
  }
  assert.deepEqual([seen.length, new Set(seen).size], [60, 60]);
  await station.close();
  await csms.stop();
});

Deno.test("where the one that is looked for is far back, the list goes on to it", async () => {
  let kv: Deno.Kv;
  const csms = await kvolt(dev, { open: opens((opened) => kv = opened) });
  const station = await charger(csms.ws, "CP-1");
  await station.boot();
  const over = await charge(station, 0);
  await station.call("StopTransaction", { transactionId: over, meterStop: 1, timestamp: at(1) });
  const running = await charge(station, 2);
  for (let n = 0; n < 5_000; n += 500) {
    const many = kv!.atomic();
    for (let i = n; i < n + 500; i++) {
      many.set(["transactionsByTime", Date.parse(at(10)) + i, String(over)], String(over));
    }
    await many.commit();
  }
  const first = await (await fetch(`${pages(csms)}/transactions?show=open`)).text();
  assert.ok(!first.includes("No transaction meets this"), "nobody knows yet");
  const more = /href="([^"]*cursor=[^"]*)">More/.exec(first)![1]!.replaceAll("&amp;", "&");
  const rest = await (await fetch(pages(csms) + more)).text();
  assert.ok(rest.includes(`/transactions/${running}"`));
  assert.ok(!rest.includes(`/transactions/${over}"`));
  await station.close();
  await csms.stop();
});

Deno.test("a day that is none is as if nobody had asked for one", async () => {
  const csms = await kvolt(dev);
  for (const path of ["/transactions", "/audit", "/analytics"]) {
    for (const day of ["nonsense", "+275760-09-13", "2026-02-31x", "2026"]) {
      const page = await fetch(
        `${pages(csms)}${path}?from=${encodeURIComponent(day)}&to=${encodeURIComponent(day)}`,
      );
      assert.equal(page.status, 200, `${path} ${day}`);
      await page.body?.cancel();
    }
  }
  await csms.stop();
});

browserTest(
  "a transaction shows its curves as they grow, explains its flags, and is closed by hand",
  async (open) => {
    const csms = await kvolt(dev);
    const station = await charger(csms.ws, "CP-1");
    await station.boot();
    const id = await charge(station, 0);
    const { page } = await open();
    await page.goto(`${pages(csms)}/transactions/${id}`);
    await page.getByText("It has no meter values of power.").waitFor();
    await sample(station, id, 1, 7_000);
    await sample(station, id, 2, 7_400);
    await page.locator("[data-chart] canvas").nth(1).waitFor();
    await page.getByText("7.4 kW").first().waitFor();
    await page.getByText("State of charge (%)").waitFor();
    await page.getByRole("button", { name: "Close it by hand" }).click();
    await page.getByRole("button", { name: "Go on" }).click();
    await page.getByText("An operator closed it.").waitFor();
    assert.equal((await csms.csms.transactions.get(String(id)))!.state, "closed");
    const csv = await fetch(`${csms.api}/transactions/${id}/samples.csv`);
    assert.match(await csv.text(), /Power\.Active\.Import/);
    await station.close();
    await csms.stop();
  },
);

Deno.test("every flag that the rules give is explained", async () => {
  const given = new Set<string>();
  for (const name of Deno.readDirSync(new URL("../../csms/transactions/", import.meta.url))) {
    const text = await Deno.readTextFile(
      new URL(`../../csms/transactions/${name.name}`, import.meta.url),
    );
    const flags =
      /(?:remarks?: (?:\[)?|flag: |flagged\([^)]*?|flags\.push\(|return flag\()"([a-z]+(?:-[a-z]+)+)"/g;
    for (const [, flag] of text.matchAll(flags)) given.add(flag!);
  }
  assert.ok(given.size >= 8, [...given].join());
  for (const flag of given) assert.notEqual(meaningOf(flag), flag.replaceAll("-", " "), flag);
});
