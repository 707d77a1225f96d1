import assert from "node:assert/strict";
import { mailServer, tokenIn } from "../../support/mail.ts";
import { rest } from "../../support/rest.ts";
import { browser, PASSWORD, staffed } from "./browser.ts";

Deno.test("accounts: an administrator gives accounts, changes and removes them; no password is ever shown", async () => {
  await using csms = await staffed({ Ann: "admin" });
  const api = await rest(csms);
  const bob = { email: "bob@example.org", name: "Bob", role: "driver", tags: ["TAG-1"] };
  const made = await api.send("POST", "/accounts", { ...bob, password: PASSWORD });
  assert.equal(made.status, 201);
  const { id } = made.body;
  assert.deepEqual(made.body, {
    ...bob,
    ...{ id, status: "active", passwordSet: true, signedInAt: null },
    ...{ createdAt: made.body.createdAt, changedAt: made.body.createdAt },
  });
  assert.equal((await api.send("POST", "/accounts", bob)).body.type, "urn:kvolt:problem:taken");
  assert.deepEqual((await api.get(`/accounts/${id}`)).body, made.body);
  const { body: { items } } = await api.get("/accounts");
  assert.deepEqual(items.map(({ name }: { name: string }) => name), ["Ann", "Bob"]);
  const changed = await api.send("PATCH", `/accounts/${id}`, { role: "viewer", tags: [] });
  assert.deepEqual([changed.body.role, changed.body.tags], ["viewer", []]);
  assert.equal((await api.send("DELETE", `/accounts/${id}`)).status, 204);
  for (const method of ["GET", "DELETE"]) {
    assert.equal((await api.send(method, `/accounts/${id}`)).status, 404);
  }
  assert.equal((await api.send("PATCH", `/accounts/${id}`, { name: "x" })).status, 404);
});

Deno.test("accounts: a role that changes, and an account that is suspended or removed, count at once", async () => {
  await using csms = await staffed({ Ann: "admin", Bob: "operator" });
  const api = await rest(csms);
  const [own, path] = [await csms.signedIn("Bob"), `/accounts/${csms.ids.Bob}`];
  const put = async () => (await own.ask("PUT", "/tokens/T", {})).status;
  assert.equal(await put(), 200);
  await api.send("PATCH", path, { role: "viewer" });
  assert.equal(await put(), 403);
  assert.equal((await own.ask("GET", "/tokens")).status, 200);
  await api.send("PATCH", path, { status: "suspended" });
  assert.equal((await own.ask("GET", "/tokens")).status, 401);
  await api.send("PATCH", path, { status: "active" });
  const again = await csms.signedIn("Bob");
  await api.send("DELETE", path);
  assert.equal((await again.ask("GET", "/tokens")).status, 401);
});

Deno.test("accounts: the last administrator stays one", async () => {
  await using csms = await staffed({ Ann: "admin", Bob: "operator" });
  const api = await rest(csms);
  const path = `/accounts/${csms.ids.Ann}`;
  for (const change of [{ role: "driver" }, { status: "suspended" }]) {
    const { status, body } = await api.send("PATCH", path, change);
    assert.deepEqual([status, body.type], [409, "urn:kvolt:problem:last-admin"]);
  }
  assert.equal((await api.send("DELETE", path)).status, 409);
  await api.send("PATCH", `/accounts/${csms.ids.Bob}`, { role: "admin" });
  assert.equal((await api.send("DELETE", path)).status, 204);
});

Deno.test("accounts: somebody who is given an account without a password sets it by the link they are sent", async () => {
  await using mail = await mailServer();
  await using csms = await staffed({ Ann: "admin" }, mail.env);
  const api = await rest(csms);
  const letter = mail.next();
  const bob = { email: "bob@example.org", name: "Bob", role: "operator" };
  assert.equal((await api.send("POST", "/accounts", bob)).body.passwordSet, false);
  const given = { token: tokenIn(await letter), password: PASSWORD };
  assert.equal((await browser(csms).ask("POST", "/reset-password", given)).status, 204);
  const own = await csms.signedIn("Bob");
  assert.equal((await own.ask("GET", "/me")).body.passwordSet, true);
});

Deno.test("accounts: what will not do of an account is said by its field", async () => {
  await using csms = await staffed({ Ann: "admin" });
  const api = await rest(csms);
  const good = { email: "x@example.org", name: "X", role: "viewer", password: PASSWORD };
  for (
    const [field, value] of [
      ["email", "nowhere"],
      ["name", "a\nb"],
      ["role", "root"],
      ["password", "short"],
      ["tags", [""]],
    ] as const
  ) {
    const { status, body } = await api.send("POST", "/accounts", { ...good, [field]: value });
    assert.equal(status, 422, field);
    assert.equal(body.errors[0].path.split(".")[0], field);
    assert.ok(field !== "password" || !JSON.stringify(body).includes(value as string));
  }
});

Deno.test("accounts: an administrator ends every session of an account, and that of nobody else", async () => {
  await using csms = await staffed({ Ann: "admin", Bob: "operator", Cleo: "operator" });
  const own = await csms.signedIn("Ann");
  const [bob, again] = [await csms.signedIn("Bob"), await csms.signedIn("Bob")];
  const cleo = await csms.signedIn("Cleo");
  const path = `/accounts/${csms.ids.Bob}/sign-out-everywhere`;
  assert.equal((await cleo.ask("POST", path)).status, 403);
  assert.equal((await bob.ask("GET", "/me")).status, 200);
  assert.equal((await own.ask("POST", path)).status, 204);
  const statuses = [bob, again, cleo, own].map(async (each) =>
    (await each.ask("GET", "/me")).status
  );
  assert.deepEqual(await Promise.all(statuses), [401, 401, 200, 200]);
  assert.equal((await own.ask("POST", "/accounts/nobody/sign-out-everywhere")).status, 404);
});
