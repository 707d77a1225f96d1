import assert from "node:assert/strict";
import { staffed } from "../routes/people/browser.ts";
import { accessible } from "../support/axe.ts";
import { browserTest } from "../support/browser.ts";
import { charger } from "../support/charger.ts";
import { kvolt } from "../support/kvolt.ts";
import { signIn } from "../support/signed_in.ts";

const dev = { KVOLT_DEV: "1", API_TOKEN: "", AUTH_UNKNOWN: "Accepted" };
const pages = ({ ws }: { ws: string }) => ws.replace("ws:", "http:");

browserTest("a charger is connected from nothing to its first charge", async (open) => {
  const csms = await kvolt({ ...dev, DISCOVERY: "approve" });
  const { page } = await open();
  await page.goto(`${pages(csms)}/`);
  await page.getByRole("link", { name: "Connect a charger" }).last().click();
  await page.getByText(`${csms.ws}/ocpp/GARAGE-1`).waitFor();
  await page.getByText("Nobody waits.").waitFor();
  const station = await charger(csms.ws, "GARAGE-1");
  await station.call("BootNotification", { chargePointVendor: "Acme", chargePointModel: "One" });
  const waiting = page.getByRole("article").filter({ hasText: "Acme One" });
  await waiting.getByRole("button", { name: "Accept" }).click();
  await waiting.waitFor({ state: "detached" });
  await station.boot();
  const status = { connectorId: 1, errorCode: "NoError", status: "Charging" };
  await station.call("StatusNotification", status);
  await station.call("StartTransaction", {
    ...{ connectorId: 1, idTag: "TAG-1", meterStart: 0, timestamp: new Date().toISOString() },
  });
  await page.getByRole("link", { name: "Stations", exact: true }).click();
  await page.getByRole("link", { name: "GARAGE-1" }).click();
  await page.locator("#connectors").getByText("TAG-1").waitFor();
  await station.close();
  await csms.stop();
});

browserTest(
  "a charger is accepted with a name and a key, which is shown once, and has to be sent from then on",
  async (open) => {
    const csms = await kvolt({ ...dev, DISCOVERY: "approve" });
    const { page } = await open();
    await page.goto(`${pages(csms)}/connect`);
    const first = await charger(csms.ws, "GARAGE-1");
    const other = await charger(csms.ws, "GARAGE-2");
    const of = (id: string) => page.locator("#waiting article").filter({ hasText: id });
    const waiting = of("GARAGE-1");
    await of("GARAGE-2").waitFor();
    const third = await charger(csms.ws, "GARAGE-3");
    await of("GARAGE-3").getByRole("button", { name: "Refuse for good" }).click();
    await page.getByText("GARAGE-3 is kept out from now on").waitFor();
    await page.getByRole("button", { name: "Go on" }).click();
    await of("GARAGE-3").waitFor({ state: "detached" });
    assert.equal((await third.closed).code, 1008);
    await assert.rejects(charger(csms.ws, "GARAGE-3"));
    await page.locator("#refused").getByText("GARAGE-3 has been refused by the operator").waitFor();
    await waiting.getByText("With a name and a key").click();
    await waiting.getByLabel("Name").fill("By the gate");
    await waiting.getByLabel("Make a key for it").check();
    await waiting.getByLabel("Name").press("Enter");
    await page.getByText("GARAGE-1 is let in.").first().waitFor();
    const key = await page.locator("#key code").innerText();
    await waiting.waitFor({ state: "detached" });
    assert.equal(await of("GARAGE-2").count(), 1);
    assert.equal(await page.locator("#key code").innerText(), key, "it stays in sight");
    await first.close();
    await assert.rejects(charger(csms.ws, "GARAGE-1"));
    const headers = { authorization: `Basic ${btoa(`GARAGE-1:${key}`)}` };
    const second = await charger(csms.ws, "GARAGE-1", { headers });
    await second.boot();
    await page.goto(`${pages(csms)}/stations`);
    await page.getByRole("link", { name: "By the gate" }).waitFor();
    await Promise.all([second.close(), other.close()]);
    await csms.stop();
  },
);

browserTest(
  "a handshake that is refused is seen at once, with why and what to do, and comes in once that is done",
  async (open) => {
    const csms = await kvolt(dev);
    const first = await charger(csms.ws, "YARD");
    await first.boot();
    await first.close();
    const key = (await csms.csms.stations.giveKey("YARD"))!;
    const { page } = await open();
    await page.goto(`${pages(csms)}/connect`);
    await assert.rejects(charger(csms.ws, "YARD"));
    const refused = page.locator("#refused");
    await refused.getByText("YARD sent no key").waitFor();
    await refused.getByText("Type the key into the charger").waitFor();
    const again = await charger(csms.ws, "YARD", {
      headers: { authorization: `Basic ${btoa(`YARD:${key}`)}` },
    });
    await page.locator("#lately").getByText("connected with ocpp1.6").nth(1).waitFor();
    await again.close();
    await csms.stop();
  },
);

browserTest(
  "a charger is registered before it dials, and comes in with the key that is shown this once",
  async (open) => {
    const csms = await kvolt({ ...dev, DISCOVERY: "closed" });
    const { page } = await open({ bypassCSP: true });
    await page.goto(`${pages(csms)}/connect`);
    await page.getByText("Register a charger before it dials").click();
    const form = page.locator("#register");
    await form.getByLabel("Its id").fill("GARAGE 1/2");
    await form.getByRole("button", { name: "Register" }).click();
    await form.locator("output.failed").getByText("id").waitFor();
    await form.getByLabel("Its id").fill("GARAGE-1");
    await form.getByLabel("Name").fill("<b>By the gate</b>");
    await form.getByLabel("Labels").fill("north, fast");
    await form.getByRole("button", { name: "Register" }).click();
    const key = await page.locator("#key code").innerText();
    assert.ok(key.length >= 16);
    await accessible(page);
    const { identity } = (await csms.csms.stations.get("GARAGE-1"))!;
    assert.deepEqual(
      [identity.name, identity.labels, identity.auth.type],
      ["<b>By the gate</b>", ["north", "fast"], "basic"],
    );
    await assert.rejects(charger(csms.ws, "GARAGE-1"));
    const headers = { authorization: `Basic ${btoa(`GARAGE-1:${key}`)}` };
    const station = await charger(csms.ws, "GARAGE-1", { headers });
    await station.boot();
    assert.doesNotMatch(await (await fetch(page.url())).text(), new RegExp(key));
    await station.close();
    await csms.stop();
  },
  /^422 fetch|\[object Event\]|ERR_/,
);

/** Asks for what only attackers ask for; gives the status of the answer. */
async function probe(origin: string): Promise<number> {
  const response = await fetch(`${origin}/wp-login.php`);
  await response.body?.cancel();
  return response.status;
}

browserTest(
  "an address that is shut out appears with what it did, and is let in again",
  async (open) => {
    await using csms = await staffed({ Ann: "operator" }, { HOST: "::", FLOOD_PROBES: "1/600" });
    const { page } = await open({ bypassCSP: true });
    await signIn(page, csms, "Ann");
    await page.goto(`${pages(csms)}/connect`);
    await page.getByText("Register a charger").waitFor({ state: "detached" });
    const floods = page.locator("#floods");
    await floods.getByText("Nobody dialled or sent too much").waitFor();
    const there = pages(csms).replace("127.0.0.1", "[::1]");
    for (let n = 0; n < 2; n++) assert.equal(await probe(there), 404);
    const row = floods.getByRole("row").filter({ hasText: "0:0:0:0::/64" });
    await row.getByText("Shut out", { exact: false }).first().waitFor();
    await row.getByText("Asked 2 times for what attackers look for").waitFor();
    await row.getByText("If it was you, a scanner perhaps").waitFor();
    await accessible(page);
    assert.equal(await probe(there), 403);
    await row.getByRole("button", { name: "End the shut-out" }).click();
    await row.getByText("until").waitFor({ state: "detached" });
    await row.getByText("refused once while shut out").waitFor();
    assert.equal(await probe(there), 404);
  },
);

Deno.test("who dials too often is listed in portions, escaped, with a link to the station where it is known", async () => {
  const csms = await kvolt({ ...dev, FLOOD_STATION_HANDSHAKES: "1/600" });
  const names = Array.from({ length: 25 }, (_, n) => `<img src=x>${n}`);
  for (const name of names) {
    const station = await charger(csms.ws, name);
    await assert.rejects(charger(csms.ws, name));
    await station.close();
  }
  await csms.csms.stations.remove(names[0]!);
  const get = async (path: string) => await (await fetch(pages(csms) + path)).text();
  const first = await get("/connect");
  assert.equal(first.match(/Dialled once too often/g)?.length, 20);
  const link = /href="(\/connect\?floods=[^"]*)"/.exec(first)![1]!.replaceAll("&amp;", "&");
  const rest = await get(link);
  const part = await get(link.replace("?floods=", "/floods?cursor="));
  for (const html of [rest, part]) {
    assert.equal(html.match(/Dialled once too often/g)?.length, 5);
    assert.doesNotMatch(html, /<img|>More</);
  }
  const named = (html: string) =>
    [...html.matchAll(/<th scope="row">(<a [^>]*>)?&lt;img src=x&gt;(\d+)/g)].map((
      [, a, n],
    ) => [Number(n), a !== undefined]);
  const all = [...named(first), ...named(part)].sort(([a], [b]) => Number(a) - Number(b));
  assert.deepEqual(all, names.map((_, n) => [n, n > 0]));
  await csms.stop();
});

Deno.test("behind TLS the address to type in begins with wss, with an id and without", async () => {
  const csms = await kvolt({ ...dev, PUBLIC_URL: "https://charge.example" });
  const text = await (await fetch(`${pages(csms)}/connect`)).text();
  assert.match(text, /<code>wss:\/\/charge\.example\/ocpp\/<\/code>/);
  assert.match(text, /<code>wss:\/\/charge\.example\/ocpp\/GARAGE-1<\/code>/);
  await csms.stop();
});
