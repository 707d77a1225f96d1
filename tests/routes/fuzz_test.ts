import assert from "node:assert/strict";
import fc from "fast-check";
import type { Access } from "../../csms/model/people.ts";
import { kvolt } from "../support/kvolt.ts";
import { rest } from "../support/rest.ts";
import { anything, operationsOf } from "./anything.ts";
import { staffed } from "./people/browser.ts";

const PREFIX = "/api/v1";

Deno.test("fuzz: whatever is sent to whatever endpoint, the answer is one that the document allows, and never 500", async () => {
  const csms = await kvolt({ DISCOVERY: "closed" });
  const api = await rest(csms);
  await api.send("POST", "/stations", { id: "CP-1" });
  await api.send("PUT", "/tokens/TAG-1");
  await api.send("PUT", "/tokens/TAG-2");
  const operations = operationsOf(api.document).filter(({ path, method }) =>
    path.startsWith(`${PREFIX}/`) && path !== `${PREFIX}/events` &&
    !(method === "delete" && /\/\{station\}$/.test(path))
  );
  const of = operations.find(({ path, method }) =>
    method === "delete" && path === `${PREFIX}/tokens/{token}`
  )!;
  const seen = new Set<number>();
  await fc.assert(
    fc.asyncProperty(
      anything(api.document, operations, ["CP-1", "TAG-1"]),
      async ({ method, url, body }) => {
        const { status } = await api.send(method, url.slice(PREFIX.length), body);
        assert.notEqual(status, 500, `${method} ${url}`);
        seen.add(status);
      },
    ),
    {
      numRuns: 1_500,
      // By chance alone nothing that is there may be deleted.
      examples: [[{ method: "DELETE", url: `${PREFIX}/tokens/TAG-2`, body: undefined, of }]],
    },
  );
  for (const status of [200, 204, 404, 409, 422]) assert.ok(seen.has(status), `never ${status}`);
  await csms.stop();
});

const ranks: readonly Access[] = ["open", "own", "read", "operate", "admin"];
const callers = [
  ["nobody", "open"],
  ["a driver", "own"],
  ["a viewer", "read"],
  ["an operator", "operate"],
  ["an admin", "admin"],
] as const;
const roles = { own: "driver", read: "viewer", operate: "operator", admin: "admin" } as const;

for (const [who, has] of callers) {
  Deno.test(`fuzz: whatever ${who} sends to whatever endpoint: nobody gets further than they may, and none answers 5xx`, async () => {
    const eves = has === "open" ? "viewer" : roles[has];
    await using csms = await staffed({ Ann: "admin", Eve: eves }, { DISCOVERY: "closed" });
    await csms.send("POST", "/stations", { id: "CP-1" });
    await csms.send("PUT", "/tokens/TAG-1");
    const { origin } = new URL(csms.api);
    const document = await (await fetch(`${csms.api}/openapi.json`)).json();
    // Whoever signs out, or becomes somebody else, is no longer who is meant.
    const operations = operationsOf(document).filter(({ path }) => !/sign-|\/me$/.test(path));
    const headers = new Headers({ "content-type": "application/json" });
    if (has !== "open") {
      headers.set("cookie", `kvolt-session=${(await csms.signedIn("Eve")).session()}`);
    }
    let turnedAway = 0;
    await fc.assert(
      fc.asyncProperty(
        anything(document, operations, ["CP-1", "TAG-1", csms.ids.Ann!]),
        async ({ method, url, body, of: { path, operation } }) => {
          const response = await fetch(origin + url, {
            ...{ method, headers },
            ...(body === undefined ? {} : { body: JSON.stringify(body) }),
          });
          await response.body?.cancel();
          const { status } = response;
          const said = `${method} ${path} by ${who}: ${status}`;
          const needs: Access = operation.security?.length === 0 ? "open" : operation["x-access"];
          assert.ok(ranks.includes(needs), `${method} ${path} says not who may call it`);
          assert.ok(status < 500, said);
          if (ranks.indexOf(has) < ranks.indexOf(needs)) {
            assert.equal(status, has === "open" ? 401 : 403, said);
            turnedAway++;
          } else if (needs !== "open") assert.notEqual(status, 401, said);
        },
      ),
      { numRuns: 400 },
    );
    assert.equal(turnedAway === 0, has === "admin", `${turnedAway} were turned away`);
    if (has === "admin") return;
    const { items } = (await csms.get("/accounts")).body;
    const left = items.map(({ name, role }: { name: string; role: string }) => [name, role]);
    assert.deepEqual(left, [["Ann", "admin"], ["Eve", eves]]);
  });
}
