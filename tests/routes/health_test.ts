import assert from "node:assert/strict";
import { readConfig } from "../../csms/config.ts";
import { localLinks } from "../../csms/links.ts";
import { createCsms } from "../../csms/mod.ts";
import { migrate } from "../../kv/migrate.ts";
import { openStore } from "../../kv/mod.ts";
import { restApi } from "../../routes/mod.ts";
import { fakeClock } from "../support/clock.ts";
import { soon } from "../support/until.ts";
import { setting } from "./setting.ts";

Deno.test("health needs no token, and counts the stations that are connected", async () => {
  await using s = await setting();
  await s.api.send("POST", "/stations", { id: "CP-2" });
  const response = await fetch(`${s.csms.api}/health`);
  const { ok, version, stationsOnline, storeMs } = await response.json();
  assert.deepEqual([response.status, ok, stationsOnline], [200, true, 1]);
  assert.match(version, /^\d+\.\d+\.\d+$/);
  assert.ok(storeMs >= 0 && storeMs < 2_000);
});

Deno.test("health is 503 where the store does not answer, and so is what reads it", async () => {
  const clock = fakeClock();
  const kv = await Deno.openKv(":memory:");
  await migrate(kv);
  const store = openStore(kv, { now: clock.now, exclusive: true, timeoutMs: 300 });
  const config = readConfig({ KVOLT_DEV: "1" });
  const csms = createCsms({ store, links: localLinks(), clock, config });
  const app = restApi(csms);
  const answers = Promise.withResolvers<void>();
  const get = kv.get.bind(kv);
  kv.get = async (...key) => {
    await answers.promise;
    return await get(...key);
  };
  const health = async () => {
    const asked = app.request("/api/v1/health");
    clock.advance(2_000);
    return (await asked).status;
  };
  assert.equal(await health(), 503);
  const station = await app.request("/api/v1/stations/CP-1");
  assert.equal(station.status, 503);
  assert.equal(station.headers.get("retry-after"), "1");
  assert.equal((await station.json()).type, "urn:kvolt:problem:store");
  answers.resolve();
  await soon(async () => assert.equal((await app.request("/api/v1/health")).status, 200));
  csms.stop();
  store.close();
});

Deno.test("what nobody expects is 500 with a name that the log has too, and nothing else", async () => {
  const clock = fakeClock();
  const kv = await Deno.openKv(":memory:");
  await migrate(kv);
  const store = openStore(kv, { now: clock.now, exclusive: true });
  const csms = createCsms({
    store,
    links: localLinks(),
    clock,
    config: readConfig({ KVOLT_DEV: "1" }),
  });
  const app = restApi({
    ...csms,
    handshakes: { ...csms.handshakes, list: () => Promise.reject(new Error("secret")) },
  });
  const response = await app.request("/api/v1/failed-handshakes");
  assert.equal(response.status, 500);
  const text = await response.text();
  assert.match(text, /urn:uuid:/);
  assert.doesNotMatch(text, /secret/);
  csms.stop();
  store.close();
});
