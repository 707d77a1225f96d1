import assert from "node:assert/strict";
import { HOUR, pages, room } from "../room.ts";
import { everything } from "./crew.ts";

const MINUTE = 60_000;

Deno.test("API tokens: an API token is shown once, kept as a hash, and says who asks with which rights", async () => {
  await using it = await room();
  const { csms: { people, identify } } = it;
  const { secret, token } = await people.apiTokens.create({ name: "Grafana", scope: "read" });
  assert.match(secret, /^kvolt_[\w-]{27}$/);
  assert.deepEqual(token, {
    ...{ id: token.id, name: "Grafana", scope: "read", createdAt: token.createdAt },
  });
  assert.ok(!(await everything(it)).includes(secret));
  assert.deepEqual(await identify({ bearer: secret }), {
    ...{ kind: "token", id: token.id, name: "Grafana", access: "read" },
  });
  for (const wrong of ["kvolt_", secret.slice(0, -1), `${secret}x`, secret.slice(6)]) {
    assert.equal(await identify({ bearer: wrong }), undefined);
  }
  assert.equal(await identify({ session: secret }), undefined, "it is no cookie");
});

Deno.test("API tokens: a token of some stations says which", async () => {
  await using it = await room();
  const { secret } = await it.csms.people.apiTokens.create({
    ...{ name: "Garage", scope: "operate", stations: ["CP-1", "CP-2"] },
  });
  const caller = await it.csms.identify({ bearer: secret });
  assert.deepEqual(caller!.stations, ["CP-1", "CP-2"]);
});

Deno.test("API tokens: a token that expires is good until then and still listed; one that is revoked is neither", async () => {
  await using it = await room();
  const { csms: { people: { apiTokens }, identify } } = it;
  const expiresAt = new Date(it.clock.now().getTime() + HOUR).toISOString();
  const some = await apiTokens.create({ name: "an hour", scope: "read", expiresAt });
  it.clock.advance(1);
  const other = await apiTokens.create({ name: "for ever", scope: "admin" });
  it.clock.advance(HOUR - 2);
  assert.ok(await identify({ bearer: some.secret }));
  it.clock.advance(1);
  assert.equal(await identify({ bearer: some.secret }), undefined);
  assert.ok(await identify({ bearer: other.secret }));
  const names = async () =>
    (await pages((options) => apiTokens.page(options), 1)).map(({ name }) => name);
  assert.deepEqual(await names(), ["for ever", "an hour"]);
  assert.equal(await apiTokens.revoke(other.token.id), true);
  assert.equal(await identify({ bearer: other.secret }), undefined);
  assert.equal(await apiTokens.revoke(other.token.id), false);
  assert.deepEqual(await names(), ["an hour"]);
});

Deno.test("API tokens: when a token was used last is written once a minute, and never brings one back", async () => {
  await using it = await room();
  const { csms: { people: { apiTokens }, identify } } = it;
  const { secret, token } = await apiTokens.create({ name: "x", scope: "read" });
  const used = async () => (await apiTokens.get(token.id))?.usedAt;
  assert.equal(await used(), undefined);
  const first = it.clock.now().toISOString();
  for (let i = 0; i < 3; i++) {
    await identify({ bearer: secret });
    it.clock.advance(MINUTE / 4);
  }
  assert.equal(await used(), first);
  it.clock.advance(MINUTE);
  const revoked = apiTokens.revoke(token.id);
  await Promise.all([revoked, identify({ bearer: secret })]);
  assert.equal(await used(), undefined);
  assert.equal(await identify({ bearer: secret }), undefined);
});
