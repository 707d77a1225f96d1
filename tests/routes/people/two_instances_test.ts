import assert from "node:assert/strict";
import type { Csms } from "../../../csms/mod.ts";
import { twoKvolts } from "../../support/two_kvolts.ts";
import { browser, PASSWORD } from "./browser.ts";

const email = "ann@example.org";

interface Ann {
  readonly csms: Csms;
  readonly account: string;
  readonly session: string;
}

const ways: [what: string, end: (ann: Ann) => Promise<unknown>][] = [
  ["has signed out", ({ csms, session }) => csms.people.signOut(session)],
  [
    "ended that session by hand",
    async ({ csms, account }) => {
      const [session] = await csms.people.sessions.list(account);
      assert.ok(await csms.people.sessions.endOne(account, session!.id));
    },
  ],
  ["signed out everywhere", ({ csms, account }) => csms.people.sessions.endAll(account)],
  [
    "has another password",
    ({ csms, account }) =>
      csms.people.changePassword({ account, oldPassword: PASSWORD, password: "another password" }),
  ],
  [
    "is suspended",
    ({ csms, account }) => csms.people.accounts.change(account, { status: "suspended" }),
  ],
  ["is removed", ({ csms, account }) => csms.people.accounts.remove(account)],
];
for (const [what, end] of ways) {
  Deno.test(`sessions: who ${what} at one instance is nobody at the other from the next request on, and their stream ends`, () =>
    twoKvolts({}, async (one, other) => {
      const { csms } = one;
      const input = { email, name: "Ann", role: "viewer", password: PASSWORD } as const;
      const { id: account } = await csms.people.accounts.create(input);
      const { session } = await csms.people.signIn({ email, password: PASSWORD, address: "::1" });
      const there = browser(other, session);
      assert.equal((await there.ask("GET", "/stations")).status, 200);
      const cookie = `kvolt-session=${session}`;
      const stream = await fetch(`${other.api}/events`, {
        headers: { cookie },
        signal: AbortSignal.timeout(20_000),
      });
      assert.equal(stream.status, 200);
      await end({ csms, account, session });
      assert.equal((await there.ask("GET", "/stations")).status, 401);
      await stream.text();
    }));
}

Deno.test("API tokens: a right that is taken, and a token that is revoked, hold at the other instance with the next request", () =>
  twoKvolts({}, async (one, other) => {
    const { accounts, apiTokens, signIn } = one.csms.people;
    const input = { email, name: "Ann", role: "operator", password: PASSWORD } as const;
    const { id } = await accounts.create(input);
    const { session } = await signIn({ email, password: PASSWORD, address: "::1" });
    const there = browser(other, session);
    const put = async () => (await there.ask("PUT", "/tokens/T", {})).status;
    assert.equal(await put(), 200);
    await accounts.change(id, { role: "viewer" });
    assert.equal(await put(), 403);

    const { secret, token } = await apiTokens.create({ name: "Grafana", scope: "read" });
    const headers = { authorization: `Bearer ${secret}` };
    const get = async () =>
      (await browser(other).ask("GET", "/stations", undefined, headers)).status;
    assert.equal(await get(), 200);
    await apiTokens.revoke(token.id);
    assert.equal(await get(), 401);
  }));
