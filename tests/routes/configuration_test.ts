import assert from "node:assert/strict";
import { setting } from "./setting.ts";

const key = (key: string, value?: string, readonly = false) => ({
  ...{ key, readonly },
  ...(value === undefined ? {} : { value }),
});
type Kept = { key: string; value: string; desired: string; differs: boolean };

Deno.test("the configuration is asked for, kept and shown with what is desired", async () => {
  await using s = await setting();
  const base = "/stations/CP-1/configuration";
  assert.deepEqual((await s.api.get(base)).body, { items: [], next: null });
  const asked = s.cp.answers("GetConfiguration", {
    configurationKey: [key("HeartbeatInterval", "300"), key("NumberOfConnectors", "1", true)],
    unknownKey: [],
  });
  const read = (await s.api.send("POST", `${base}/read`)).body;
  assert.deepEqual((await asked).payload, {});
  assert.deepEqual(read.keys[1], { key: "NumberOfConnectors", value: "1", readonly: true });
  void s.cp.answers("GetConfiguration", { configurationKey: [], unknownKey: ["Nope"] });
  const named = await s.api.send("POST", `${base}/read`, { keys: ["Nope"] });
  assert.deepEqual(named.body, { keys: [], unknown: ["Nope"] });

  assert.equal(
    (await s.api.send("PUT", `${base}/HeartbeatInterval/desired`, { value: "60" })).status,
    204,
  );
  const shown = async () => {
    const { items } = (await s.api.get(base)).body;
    const found = items.find((each: Kept) => each.key === "HeartbeatInterval");
    return [found.value, found.desired, found.differs];
  };
  assert.deepEqual(await shown(), ["300", "60", true]);

  void (async () => {
    await s.cp.answers("GetConfiguration", { configurationKey: [key("HeartbeatInterval", "300")] });
    await s.cp.answers("ChangeConfiguration", { status: "Accepted" });
  })();
  const applied = await s.api.send("POST", `${base}/apply`);
  assert.deepEqual(applied.body, {
    items: [{ key: "HeartbeatInterval", status: "Accepted", why: null }],
  });
  assert.deepEqual(await shown(), ["60", "60", false]);
  assert.equal((await s.api.send("DELETE", `${base}/HeartbeatInterval/desired`)).status, 204);
  assert.deepEqual(await shown(), ["60", null, false]);
  assert.equal((await s.api.send("DELETE", "/stations/CP-9/configuration/A/desired")).status, 404);
});

Deno.test("a key is set by asking the station, whose word is passed on", async () => {
  await using s = await setting();
  for (const [status, accepted] of [["Rejected", false], ["RebootRequired", true]] as const) {
    const asked = s.cp.answers("ChangeConfiguration", { status });
    const sent = await s.api.send("PUT", "/stations/CP-1/configuration/Key", { value: "1" });
    assert.deepEqual(sent.body, { accepted, status, why: null });
    assert.deepEqual((await asked).payload, { key: "Key", value: "1" });
  }
  await s.api.send("PUT", "/stations/CP-1/configuration/Key/desired", { value: "2" });
  void s.cp.answers("ChangeConfiguration", { status: "Rejected" });
  await s.api.send("PUT", "/stations/CP-1/configuration/Key", { value: "2" });
  const kept = (await s.api.get("/stations/CP-1/configuration")).body.items;
  assert.deepEqual(kept[0].refused, { value: "2", status: "Rejected" });
  assert.deepEqual(kept.map(({ key, value }: Kept) => [key, value]), [["Key", "1"]]);
  const long = await s.api.send("PUT", "/stations/CP-1/configuration/K", {
    value: "x".repeat(501),
  });
  assert.deepEqual([long.status, long.body.errors[0].path], [422, "value"]);
});

Deno.test("quirk 21: a station that refuses to be asked for everything is asked for the keys known", async () => {
  await using s = await setting();
  const path = "/stations/CP-1/configuration/read";
  const refuse = async () => s.cp.refuse(await s.cp.asked("GetConfiguration"), "InternalError");
  await s.api.send("PUT", "/stations/CP-1/configuration/A/desired", { value: "1" });
  const asked = refuse().then(() =>
    s.cp.answers("GetConfiguration", { configurationKey: [key("A", "1")] })
  );
  const { status, body } = await s.api.send("POST", path);
  assert.equal(status, 200);
  assert.deepEqual(body.keys, [{ key: "A", value: "1", readonly: false }]);
  assert.deepEqual((await asked).payload, { key: ["A"] });
});

Deno.test("a long configuration is paged", async () => {
  await using s = await setting();
  const keys = Array.from({ length: 25 }, (_, i) => `Key${String(i).padStart(2, "0")}`);
  void s.cp.answers("GetConfiguration", { configurationKey: keys.map((name) => key(name, "x")) });
  await s.api.send("POST", "/stations/CP-1/configuration/read");
  const seen: string[] = [];
  let cursor = "";
  for (;;) {
    const { body } = await s.api.get(`/stations/CP-1/configuration?limit=10${cursor}`);
    seen.push(...body.items.map(({ key }: Kept) => key));
    if (!body.next) break;
    cursor = `&cursor=${body.next}`;
  }
  assert.deepEqual(seen, keys);
});
