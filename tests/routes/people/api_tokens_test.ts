import assert from "node:assert/strict";
import { charger } from "../../support/charger.ts";
import { fakeClock } from "../../support/clock.ts";
import { rest } from "../../support/rest.ts";
import { soon } from "../../support/until.ts";
import { browser, staffed } from "./browser.ts";

/** Asks with a token; gives the status. */
async function status(api: string, secret: string, method: string, path: string, body?: unknown) {
  const headers = { authorization: `Bearer ${secret}`, "content-type": "application/json" };
  const sent = body === undefined ? {} : { body: JSON.stringify(body) };
  const response = await fetch(api + path, { method, headers, ...sent });
  await response.body?.cancel();
  return response.status;
}

Deno.test("API tokens: a token does what its scope allows, says who made it and when it was used, until it is revoked", async () => {
  await using csms = await staffed({ Ann: "admin" });
  const own = await csms.signedIn("Ann");
  const made = await own.ask("POST", "/api-tokens", { name: "Grafana", scope: "read" });
  assert.equal(made.status, 201);
  const { secret, token } = made.body;
  assert.deepEqual(token.by, { kind: "account", id: csms.ids.Ann, name: "Ann" });
  const ask = (method: string, path: string, body?: unknown) =>
    status(csms.api, secret, method, path, body);
  assert.equal(await ask("GET", "/stations"), 200);
  assert.equal(await ask("PUT", "/tokens/T", {}), 403);
  assert.equal(await ask("GET", "/accounts"), 403);
  const [listed] = (await own.ask("GET", "/api-tokens")).body.items;
  assert.ok(Date.parse(listed.usedAt) >= Date.parse(listed.createdAt));
  assert.ok(!JSON.stringify(listed).includes(secret));
  assert.equal((await own.ask("DELETE", `/api-tokens/${token.id}`)).status, 204);
  assert.equal(await ask("GET", "/stations"), 401);
  assert.equal((await own.ask("DELETE", `/api-tokens/${token.id}`)).status, 404);
});

Deno.test("API tokens: a token of some stations reaches those, and nothing that is about all", async () => {
  await using csms = await staffed({});
  const api = await rest(csms);
  const stations = [await charger(csms.ws, "CP-1"), await charger(csms.ws, "CP-2")];
  for (const station of stations) await station.boot();
  const { secret } = (await api.send("POST", "/api-tokens", {
    ...{ name: "Garage", scope: "admin", stations: ["CP-1"] },
  })).body;
  const ask = (method: string, path: string, body?: unknown) =>
    status(csms.api, secret, method, path, body);
  assert.equal(await ask("GET", "/stations/CP-1"), 200);
  assert.equal(await ask("GET", "/stations/CP-1/connectors"), 200);
  for (
    const [method, path, body] of [
      ["GET", "/stations/CP-2"],
      ["POST", "/stations/CP-2/reset", { type: "soft" }],
      ["GET", "/stations"],
      ["GET", "/transactions"],
      ["GET", "/events?station=CP-1"],
      ["POST", "/api-tokens", { name: "more", scope: "admin" }],
      ["GET", "/accounts"],
    ] as const
  ) assert.equal(await ask(method, path, body), 403, `${method} ${path}`);
  for (const station of stations) await station.close();
});

Deno.test("API tokens: a token that expires is refused from then on, and one that has expired is not made", async () => {
  const clock = fakeClock();
  await using csms = await staffed({}, {}, { clock });
  const api = await rest(csms);
  const at = (ms: number) => new Date(clock.now().getTime() + ms).toISOString();
  const token = { name: "an hour", scope: "read" };
  const late = await api.send("POST", "/api-tokens", { ...token, expiresAt: at(0) });
  assert.deepEqual([late.status, late.body.errors[0].path], [422, "expiresAt"]);
  const made = await api.send("POST", "/api-tokens", { ...token, expiresAt: at(3_600_000) });
  const { secret } = made.body;
  assert.equal(await status(csms.api, secret, "GET", "/stations"), 200);
  clock.advance(3_600_000);
  assert.equal(await status(csms.api, secret, "GET", "/stations"), 401);
});

Deno.test("API tokens: a token that is none is a line of the audit log with its address, then one that counts the others, and never the token", async () => {
  const clock = fakeClock();
  await using csms = await staffed({}, {}, { clock });
  const wrong = { authorization: "Bearer kvolt_wrong-as-it-can-be" };
  const knock = async (path: string) => {
    const { status } = await browser(csms).ask("GET", path, undefined, wrong);
    assert.equal(status, path === "/health" ? 200 : 401, path);
  };
  for (const path of ["/health", "/stations", "/tokens", "/nowhere"]) await knock(path);
  const lines = async () => (await csms.get("/audit?what=token")).body.items;
  const [line, ...others] = await lines();
  assert.deepEqual(others, []);
  assert.deepEqual(
    [line.by.kind, line.address, line.on.path, line.outcome],
    ["address", "127.0.0.1", "/api/v1/stations", "refused"],
  );
  assert.doesNotMatch(JSON.stringify(line), /wrong-as-it/);
  const page = csms.api.replace("/api/v1", "/stations");
  const led = await fetch(page, { headers: wrong, redirect: "manual" });
  await led.body?.cancel();
  assert.equal(led.status, 303);
  for (const part of ["/live/stations", "/figures/analytics", "/parts/stations"]) {
    const refused = await fetch(new URL(part, page), { headers: wrong, redirect: "manual" });
    await refused.body?.cancel();
    assert.equal(refused.status, 401, part);
    assert.match(refused.headers.get("www-authenticate")!, /^Bearer/);
  }
  clock.advance(600_000);
  await soon(async () => {
    const [counted, ...first] = await lines();
    assert.deepEqual([counted.parameters, first.length], [{ times: 6 }, 1]);
  });
});
