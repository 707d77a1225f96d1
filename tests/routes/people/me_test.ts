import assert from "node:assert/strict";
import { charger } from "../../support/charger.ts";
import { begin } from "../setting.ts";
import { browser, PASSWORD, staffed } from "./browser.ts";

const NEW = "a whole new password";

Deno.test("one changes one's own name, and one's password with the old one alone", async () => {
  await using csms = await staffed({ Ann: "viewer" });
  const [own, other] = [await csms.signedIn("Ann"), await csms.signedIn("Ann")];
  assert.equal((await own.ask("PATCH", "/me", { name: "Anna" })).body.name, "Anna");
  const missing = await own.ask("PATCH", "/me", { password: NEW });
  assert.deepEqual([missing.status, missing.body.errors[0].path], [422, "oldPassword"]);
  const wrong = await own.ask("PATCH", "/me", { password: NEW, oldPassword: "wrong" });
  assert.equal(wrong.status, 401);
  const before = own.session();
  const changed = await own.ask("PATCH", "/me", { password: NEW, oldPassword: PASSWORD });
  assert.equal(changed.status, 200);
  assert.notEqual(own.session(), before);
  assert.equal((await own.ask("GET", "/me")).status, 200);
  assert.equal((await other.ask("GET", "/me")).status, 401);
  assert.equal((await browser(csms, before).ask("GET", "/me")).status, 401);
  assert.equal((await own.ask("PATCH", "/me", { role: "admin" })).status, 422);
});

Deno.test("sessions: one sees one's own sessions, ends one of them, and all of them", async () => {
  await using csms = await staffed({ Ann: "driver", Bob: "driver" });
  const [own, second] = [await csms.signedIn("Ann"), await csms.signedIn("Ann")];
  const bob = await csms.signedIn("Bob");
  const { items } = (await own.ask("GET", "/me/sessions")).body;
  assert.equal(items.length, 2);
  const mine = items.find((each: { current: boolean }) => each.current);
  const other = items.find((each: { current: boolean }) => !each.current);
  assert.equal(mine.address, "127.0.0.1");
  assert.match(mine.agent, /Deno/);
  assert.equal((await bob.ask("DELETE", `/me/sessions/${other.id}`)).status, 404);
  assert.equal((await own.ask("DELETE", `/me/sessions/${other.id}`)).status, 204);
  assert.equal((await second.ask("GET", "/me")).status, 401);
  assert.equal((await own.ask("POST", "/sign-out-everywhere")).status, 204);
  assert.equal((await own.ask("GET", "/me")).status, 401);
  assert.equal((await bob.ask("GET", "/me")).status, 200);
});

Deno.test("a driver sees the transactions of their own tags and nothing else", async () => {
  await using csms = await staffed({ Ann: "driver" }, { AUTH_UNKNOWN: "Accepted" });
  await csms.csms.people.accounts.change(csms.ids.Ann!, { tags: ["TAG-1"] });
  const cp = await charger(csms.ws, "CP-1");
  await cp.boot();
  const mine = await begin(cp, { token: "tag-1" });
  const other = await begin(cp, { token: "TAG-2", connectorId: 2 });
  const own = await csms.signedIn("Ann");
  assert.deepEqual((await own.ask("GET", "/me")).body.tags, ["TAG-1"]);
  const { body } = await own.ask("GET", "/me/tags/TAG-1/transactions");
  assert.deepEqual(body.items.map(({ id }: { id: string }) => id), [String(mine)]);
  assert.equal((await own.ask("GET", "/me/tags/TAG-2/transactions")).status, 404);
  assert.equal((await own.ask("GET", `/me/transactions/${mine}`)).body.token, "tag-1");
  const strange = await own.ask("GET", `/me/transactions/${other}`);
  const absent = await own.ask("GET", "/me/transactions/999");
  assert.deepEqual([strange.status, absent.status], [404, 404]);
  assert.equal(strange.body.detail.replace(String(other), "999"), absent.body.detail);
  for (const path of ["/transactions", `/transactions/${mine}`, "/stations", "/events"]) {
    assert.equal((await own.ask("GET", path)).status, 403, path);
  }
  await cp.close();
});

Deno.test("a token has no account of its own", async () => {
  await using csms = await staffed({});
  assert.equal((await csms.get("/me")).status, 404);
  assert.equal((await csms.send("POST", "/sign-out-everywhere")).status, 404);
});
