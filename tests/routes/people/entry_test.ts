import assert from "node:assert/strict";
import { fakeClock } from "../../support/clock.ts";
import { kvolt } from "../../support/kvolt.ts";
import { captured } from "../../support/log.ts";
import { mailServer, tokenIn } from "../../support/mail.ts";
import { browser, PASSWORD, staffed } from "./browser.ts";

const ann = { email: "Ann@example.org", password: PASSWORD };

Deno.test("first account: the first start prints a setup link; the account that it makes is signed in and the link is spent", async () => {
  await using log = await captured();
  const csms = await kvolt({ API_TOKEN: "" });
  const [, token] = /http:\/\/127\.0\.0\.1:\d+\/setup\?token=([\w-]+)/.exec(log.text())!;
  const own = browser(csms);
  assert.equal((await own.ask("GET", "/stations")).status, 401);
  const first = { ...ann, token, name: "Ann" };
  const short = await own.ask("POST", "/setup", { ...first, password: "short" });
  assert.deepEqual([short.status, short.body.errors[0].path], [422, "password"]);
  const { status, body } = await own.ask("POST", "/setup", first);
  assert.deepEqual([status, body.role, body.email], [200, "admin", "Ann@example.org"]);
  assert.equal((await own.ask("GET", "/stations")).status, 200);
  const again = await browser(csms).ask("POST", "/setup", { ...first, email: "x@example.org" });
  assert.deepEqual([again.status, again.body.type], [410, "urn:kvolt:problem:gone"]);
  await csms.stop();
});

Deno.test("first account: no link is printed where there is an account, nor in development", async () => {
  await using log = await captured();
  await (await kvolt({ KVOLT_DEV: "1" })).stop();
  assert.doesNotMatch(log.text(), /setup/);
});

Deno.test("sessions: signing in sets a cookie that no script reads and no other site sends with a change", async () => {
  await using csms = await staffed({ Ann: "viewer" });
  const own = browser(csms);
  const { status, body, cookie, headers } = await own.ask("POST", "/sign-in", ann);
  assert.deepEqual([status, body.name], [200, "Ann"]);
  assert.ok(!JSON.stringify(body).includes(own.session()!), "the secret is in the cookie alone");
  const attributes = cookie!.split("; ").slice(1).toSorted();
  assert.deepEqual(attributes, ["HttpOnly", "Max-Age=2592000", "Path=/", "SameSite=Lax"]);
  assert.equal(headers.get("x-content-type-options"), "nosniff");
  assert.equal(headers.get("cache-control"), "no-store");
  assert.equal((await own.ask("GET", "/me")).body.email, "Ann@example.org");
  await using secure = await staffed({ Ann: "viewer" }, { PUBLIC_URL: "https://kvolt.example" });
  const over = await browser(secure).ask("POST", "/sign-in", ann);
  assert.match(over.cookie!, /; Secure/);
});

Deno.test("sign-in: who may not in is told neither who has an account nor what was wrong, and is slowed down", async () => {
  await using csms = await staffed({ Ann: "viewer" }, {}, { clock: fakeClock() });
  const own = browser(csms);
  const wrong = await own.ask("POST", "/sign-in", { ...ann, password: "wrong" });
  const nobody = await own.ask("POST", "/sign-in", { ...ann, email: "nobody@example.org" });
  assert.deepEqual(wrong.body, nobody.body);
  assert.deepEqual([wrong.status, wrong.body.type], [401, "urn:kvolt:problem:credentials"]);
  assert.equal(wrong.cookie, null);
  for (let i = 0; i < 4; i++) await own.ask("POST", "/sign-in", { ...ann, password: "wrong" });
  const slow = await own.ask("POST", "/sign-in", ann);
  assert.equal(slow.status, 429);
  assert.equal(slow.headers.get("retry-after"), String(slow.body.retryAfter));
});

Deno.test("sessions: a cookie that was stolen is worth nothing after its owner has signed out", async () => {
  await using csms = await staffed({ Ann: "operator" });
  const own = await csms.signedIn("Ann");
  const thief = browser(csms, own.session());
  assert.equal((await thief.ask("GET", "/stations")).status, 200);
  const out = await own.ask("POST", "/sign-out");
  assert.equal(out.status, 204);
  assert.match(out.cookie!, /^kvolt-session=; Max-Age=0; Path=\//);
  assert.equal((await thief.ask("GET", "/stations")).status, 401);
  assert.equal((await thief.ask("PUT", "/tokens/T", {})).status, 401);
  assert.equal((await browser(csms).ask("POST", "/sign-out")).status, 204, "out is out");
});

Deno.test("pages: a page of another site can neither use a session, nor sign anybody in or out", async () => {
  await using csms = await staffed({ Ann: "admin" });
  const own = await csms.signedIn("Ann");
  const foreign: Record<string, string>[] = [
    { origin: "https://evil.example" },
    { origin: "null" },
    { "sec-fetch-site": "cross-site" },
    { "sec-fetch-site": "same-site" },
  ];
  const changes: [string, string, unknown][] = [
    ["PUT", "/tokens/T", {}],
    ["PATCH", "/me", { name: "Eve" }],
    ["POST", "/sign-out", undefined],
    ["POST", "/sign-out-everywhere", undefined],
  ];
  for (const headers of foreign) {
    for (const [method, path, body] of changes) {
      const { status, body: problem } = await own.ask(method, path, body, headers);
      const said = `${method} ${path} ${JSON.stringify(headers)}`;
      assert.deepEqual([status, problem.type], [403, "urn:kvolt:problem:foreign-origin"], said);
    }
    for (const path of ["/sign-in", "/setup", "/forgot-password", "/reset-password", "/sign-out"]) {
      assert.equal((await browser(csms).ask("POST", path, ann, headers)).status, 403, path);
    }
  }
  const { origin } = new URL(csms.api);
  const same = { origin, "sec-fetch-site": "same-origin" };
  assert.equal((await own.ask("PATCH", "/me", { name: "Anna" }, same)).status, 200);
  assert.equal((await own.ask("GET", "/me")).body.name, "Anna");
});

Deno.test("pages: behind a proxy that asks under a name of its own, the pages of PUBLIC_URL are kvolt's", async () => {
  await using csms = await staffed({ Ann: "viewer" }, { PUBLIC_URL: "https://kvolt.example" });
  const own = browser(csms);
  const from = (origin: string) => own.ask("POST", "/sign-in", ann, { origin });
  assert.equal((await from("https://kvolt.example")).status, 200);
  assert.equal((await from("https://kvolt.example.evil.example")).status, 403);
});

Deno.test("forgotten password: the same answer for everybody, and a link that is good once", async () => {
  await using mail = await mailServer();
  await using csms = await staffed({ Ann: "viewer" }, mail.env);
  const own = await csms.signedIn("Ann");
  const letter = mail.next();
  const visitor = browser(csms);
  const ask = (email: string) => visitor.ask("POST", "/forgot-password", { email });
  const [known, unknown] = [await ask("ann@example.org"), await ask("nobody@example.org")];
  assert.deepEqual([known.status, known.body], [204, ""]);
  assert.deepEqual([unknown.status, unknown.body], [204, ""]);
  const password = "a whole new password";
  const given = { token: tokenIn(await letter), password };
  assert.equal((await visitor.ask("POST", "/reset-password", given)).status, 204);
  assert.equal((await visitor.ask("POST", "/reset-password", given)).status, 410, "reused");
  assert.equal((await own.ask("GET", "/me")).status, 401, "every session has ended");
  assert.equal((await visitor.ask("POST", "/sign-in", { ...ann, password })).status, 200);
});

Deno.test("secrets: no password and no token stands in the audit log or in the log, whatever is done with them", async () => {
  await using log = await captured();
  await using csms = await staffed({ Ann: "admin" });
  const own = await csms.signedIn("Ann");
  const secrets = ["hunter2-hunter2", PASSWORD, own.session()!];
  await own.ask("PATCH", "/me", { password: secrets[0], oldPassword: PASSWORD });
  await own.ask("PATCH", "/me", { password: "short-1", oldPassword: "wrong-old-one" });
  await own.ask("POST", "/accounts", {
    ...{ email: "x@example.org", name: "X", role: "viewer", password: "his-first-one" },
  });
  const made = await own.ask("POST", "/api-tokens", { name: "G", scope: "read" });
  await own.ask("POST", "/reset-password", {
    token: "a-token-guessed",
    password: "whatever-it-is",
  });
  const { items } = await csms.csms.audit.find({}, { limit: 100 });
  const said = JSON.stringify(items) + log.text();
  secrets.push("short-1", "wrong-old-one", "his-first-one", made.body.secret, "a-token-guessed");
  for (const secret of [...secrets, "whatever-it-is", own.session()!]) {
    assert.ok(!said.includes(secret), secret);
  }
  const did = items.map(({ what, outcome }) => `${what}: ${outcome.split(" ")[0]}`);
  assert.deepEqual(did.reverse(), [
    ...["sign-in: done", "PATCH /me: done", "PATCH /me: the", "POST /accounts: done"],
    ...["POST /api-tokens: done", "reset-password: no"],
  ]);
});
