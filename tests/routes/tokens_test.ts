import assert from "node:assert/strict";
import { kvolt } from "../support/kvolt.ts";
import { rest } from "../support/rest.ts";
import { setting } from "./setting.ts";

Deno.test("a token is put, read without regard to case or by an alias, listed and removed", async () => {
  const csms = await kvolt();
  const api = await rest(csms);
  const put = await api.send("PUT", "/tokens/TAG-1", {
    ...{ note: "Ada", parent: "FAMILY", concurrent: 2, aliases: ["TAG-1_kc"] },
    expiresAt: "2999-01-01T00:00:00Z",
  });
  assert.equal(put.status, 200);
  const { createdAt, changedAt, ...token } = put.body;
  assert.equal(createdAt, changedAt);
  assert.deepEqual(token, {
    ...{ type: null, languages: null, places: null },
    ...{ id: "TAG-1", status: "Accepted", expiresAt: "2999-01-01T00:00:00Z", parent: "FAMILY" },
    ...{ note: "Ada", concurrent: 2, aliases: ["TAG-1_kc"] },
  });
  for (const name of ["tag-1", "TAG-1", "tag-1_KC"]) {
    assert.deepEqual((await api.get(`/tokens/${name}`)).body, put.body, name);
  }
  const bare = await api.send("PUT", "/tokens/Other");
  assert.deepEqual([bare.body.status, bare.body.note, bare.body.aliases], ["Accepted", null, []]);
  const { body } = await api.get("/tokens?limit=1");
  assert.deepEqual(body.items, [bare.body]);
  assert.deepEqual((await api.get(`/tokens?cursor=${body.next}`)).body, {
    ...{ items: [put.body], next: null },
  });
  // What was read can be sent back, but for what kvolt alone sets.
  const { id: _, createdAt: __, changedAt: ___, ...again } = bare.body;
  assert.equal((await api.send("PUT", "/tokens/Other", again)).status, 200);

  for (const [path, body] of [["X", { aliases: ["TAG-1"] }], ["TAG-1_KC", {}]] as const) {
    const taken = await api.send("PUT", `/tokens/${path}`, body);
    assert.deepEqual([taken.status, taken.body.type], [409, "urn:kvolt:problem:taken"], path);
  }
  for (
    const body of [{ status: "Invalid" }, { concurrent: 0 }, { expiresAt: "soon" }, { id: "Y" }]
  ) {
    assert.equal((await api.send("PUT", "/tokens/X", body)).status, 422, JSON.stringify(body));
  }
  assert.equal((await api.send("DELETE", "/tokens/tag-1")).status, 204);
  assert.equal((await api.send("DELETE", "/tokens/tag-1")).status, 404);
  assert.equal((await api.get("/tokens/TAG-1_kc")).status, 404);
  await csms.stop();
});

Deno.test("a token that is blocked is refused at once, whatever was cached", async () => {
  await using s = await setting({ AUTH_UNKNOWN: "Invalid" });
  const authorize = async () => (await s.cp.call("Authorize", { idTag: "TAG-1" })).idTagInfo.status;
  await s.api.send("PUT", "/tokens/TAG-1");
  assert.deepEqual([await authorize(), await authorize()], ["Accepted", "Accepted"]);
  assert.deepEqual((await s.api.get("/id-tag-cache")).body, { hits: 1, misses: 1 });
  assert.deepEqual((await s.api.get("/health")).body.idTagCache, { hits: 1, misses: 1 });
  await s.api.send("PUT", "/tokens/TAG-1", { status: "Blocked" });
  assert.equal(await authorize(), "Blocked");
  await s.api.send("DELETE", "/tokens/TAG-1");
  assert.equal(await authorize(), "Invalid");
});

Deno.test("a script makes a tag, authorizes it, and finds it in the cache with source and expiry", async () => {
  const csms = await kvolt();
  const api = await rest(csms);
  const { idTag } = (await api.get("/test/generate-id-tag")).body.data;
  assert.match(idTag, /^TAG-[0-9A-F]{12}$/);
  assert.notEqual((await api.get("/test/generate-id-tag")).body.data.idTag, idTag);
  assert.equal((await api.get(`/test/id-tags/${idTag}`)).status, 404);

  const decided = await api.send("POST", "/test/authorize", { idTag });
  const { status, source, expiresAt } = decided.body.data;
  assert.deepEqual([decided.body.data.idTag, status, source], [idTag, "Accepted", "local"]);
  const ahead = Date.parse(expiresAt) - Date.now();
  assert.ok(ahead > 3_590_000 && ahead <= 3_600_000, "an hour");

  const { data } = (await api.get(`/test/id-tags/${idTag.toLowerCase()}`)).body;
  assert.deepEqual([data.status, data.source], ["Accepted", "local"]);
  const cachedFor = Date.parse(data.cachedUntil) - Date.now();
  assert.ok(cachedFor > 23.9 * 3_600_000 && cachedFor <= 24 * 3_600_000, "24 hours");
  await api.send("POST", "/test/authorize", { idTag });
  assert.deepEqual((await api.get("/id-tag-cache")).body, { hits: 1, misses: 1 });
  await csms.stop();
});

Deno.test("a tag that nobody knows gets the default policy, and is never accepted by being asked about", async () => {
  const csms = await kvolt();
  const api = await rest(csms);
  const { data } = (await api.send("POST", "/test/authorize", { idTag: "STRANGER" })).body;
  assert.deepEqual([data.status, data.source, data.parent], ["Invalid", "default", null]);
  assert.equal((await api.get("/tokens/STRANGER")).status, 404);
  assert.equal((await api.get("/test/id-tags/STRANGER")).body.data.source, "default");
  assert.equal((await api.send("POST", "/test/authorize", { idTag: " " })).status, 422);
  assert.equal((await api.send("POST", "/test/authorize")).status, 422);
  await csms.stop();
});
