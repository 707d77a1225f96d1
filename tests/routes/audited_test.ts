// deno-lint-ignore-file no-explicit-any
import assert from "node:assert/strict";
import { gated } from "../support/database.ts";
import { rest } from "../support/rest.ts";
import { soon } from "../support/until.ts";
import { type Browser, staffed } from "./people/browser.ts";

/** By these one gets in and out, or a station sends a file: what they write themselves is told elsewhere. */
const own = /^\/(?:api\/v1\/(?:setup|sign-in|sign-out|forgot-password|reset-password)$|uploads\/)/;

interface Route {
  readonly method: string;
  readonly path: string;
  readonly operation: any;
}

/** Every route that changes something or asks a station, for somebody. */
async function routesOf(api: string): Promise<Route[]> {
  const { document } = await rest({ api });
  return Object.entries<any>(document.paths).flatMap(([path, methods]) =>
    Object.entries<any>(methods).map(([method, operation]) => ({
      ...{ method: method.toUpperCase(), path, operation },
    }))
  ).filter(({ method, path }) =>
    !own.test(path) && (method !== "GET" || path.endsWith("/composite"))
  );
}

function filled({ path, operation }: Route): string {
  return path.slice("/api/v1".length).replaceAll(/\{(\w+)\}/g, (_, name) => {
    const { schema } = operation.parameters.find((each: any) => each.name === name);
    return schema.type === "integer" ? "7" : "NOBODY";
  });
}

const newest = async (admin: Browser) =>
  (await admin.ask("GET", "/audit?limit=1")).body.items[0] ?? { id: "" };

for (const [who, role] of [["Ann", "admin"], ["Dan", "driver"]] as const) {
  Deno.test(`audit log: whatever a ${role} asks for that is more than reading leaves a line that names them, done or not`, async () => {
    await using csms = await staffed({ Ann: "admin", Dan: "driver", Zoe: "admin" });
    const zoe = await csms.signedIn("Zoe");
    const routes = await routesOf(csms.api);
    assert.ok(routes.length > 80, `${routes.length} routes`);
    let asker = await csms.signedIn(who);
    for (const route of routes) {
      const before = await newest(zoe);
      const body = route.operation.requestBody?.content["application/json"] ? {} : undefined;
      const { status } = await asker.ask(route.method, filled(route), body);
      const line = await newest(zoe);
      const said = `${route.method} ${route.path}: ${status}`;
      assert.notEqual(line.id, before.id, said);
      assert.equal(`${line.what}`, `${route.method} ${route.path.slice("/api/v1".length)}`, said);
      assert.deepEqual([line.by.kind, line.by.name, line.by.id], ["account", who, csms.ids[who]]);
      assert.equal(line.address, "127.0.0.1");
      assert.ok(status < 400 === (line.outcome === "done"), `${said}: ${line.outcome}`);
      if (route.path.endsWith("/sign-out-everywhere")) asker = await csms.signedIn(who);
      if (/\{station\}/.test(route.path)) assert.equal(line.station, "NOBODY", said);
    }
  });
}

Deno.test("audit log: a change and its line are in the store together, or neither is", async () => {
  const store = gated();
  await using csms = await staffed({}, {}, { open: store.open });
  const lines = async () => (await csms.get("/audit")).body.items;
  const held = store.hold();
  const asked = csms.send("PUT", "/tokens/T-1", {});
  await held;
  assert.equal((await csms.get("/tokens/T-1")).status, 404);
  assert.deepEqual(await lines(), []);
  store.release();
  assert.equal((await asked).status, 200);
  assert.equal((await lines()).length, 1);

  store.fail("database or disk is full");
  assert.equal((await csms.send("PUT", "/tokens/T-2", {})).status, 500);
  assert.equal((await csms.send("DELETE", "/tokens/T-1")).status, 500);
  store.fail(undefined);
  assert.equal((await csms.get("/tokens/T-2")).status, 404);
  assert.equal((await csms.get("/tokens/T-1")).status, 200);
  await soon(async () => assert.equal((await lines()).length, 1));
});

Deno.test("audit log: of a body that is not JSON neither the answer nor the line says anything again", async () => {
  await using csms = await staffed({ Ann: "admin" });
  const ann = await csms.signedIn("Ann");
  for (const body of ['{"password":hunter2}', '{"password":"hunter2" x}', '{"password":"hunter2']) {
    const headers = {
      cookie: `kvolt-session=${ann.session()}`,
      "content-type": "application/json",
    };
    const response = await fetch(`${csms.api}/me`, { method: "PATCH", headers, body });
    assert.equal(response.status, 400);
    const { detail } = await response.json();
    assert.match(detail, /^the body is not JSON( at position \d+)?$/);
    assert.equal((await newest(ann)).outcome, detail);
  }
});
