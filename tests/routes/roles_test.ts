// deno-lint-ignore-file no-explicit-any
import assert from "node:assert/strict";
import type { Access } from "../../csms/model/people.ts";
import { rest } from "../support/rest.ts";
import { decided } from "./decided.ts";
import { browser, type Got, staffed } from "./people/browser.ts";

const ranks: readonly Access[] = ["open", "own", "read", "operate", "admin"];
const roles = { driver: "own", viewer: "read", operator: "operate", admin: "admin" } as const;

interface Route {
  readonly method: string;
  readonly path: string;
  readonly operation: any;
  readonly access: Access;
}

/** Every route of the document with what it says one needs. */
async function routesOf(api: string): Promise<Route[]> {
  const { document } = await rest({ api });
  return Object.entries<any>(document.paths).flatMap(([path, methods]) =>
    Object.entries<any>(methods).map(([method, operation]) => ({
      ...{ method: method.toUpperCase(), path, operation },
      access: operation.security?.length === 0 ? "open" as const : operation["x-access"],
    }))
  );
}

/** A path of a route with names that nothing has. */
function filled({ path, operation }: Route): string {
  return path.replaceAll(/\{(\w+)\}/g, (_, name) => {
    const { schema } = operation.parameters.find((each: any) => each.name === name);
    return schema.type === "integer" ? "7" : "NOBODY";
  });
}

type Ask = (method: string, path: string, body?: unknown) => Promise<{ status: number; body: any }>;

/** Asks one after the other; an endless stream is cut off as soon as its status is there. */
async function answers(ask: Ask, routes: readonly Route[]) {
  const found: { route: Route; said: string; status: number; type?: string }[] = [];
  for (const route of routes) {
    const body = route.operation.requestBody?.content["application/json"] ? {} : undefined;
    const { status, body: answer } = await ask(route.method, filled(route), body);
    const said = `${route.method} ${route.path}`;
    found.push({ route, said, status, type: answer?.type });
  }
  return found;
}

/** Asks with whatever says who one is. */
function asking(origin: string, own: Record<string, string>): Ask {
  return async (method, path, body) => {
    const headers = new Headers(own);
    if (body !== undefined) headers.set("content-type", "application/json");
    const sent = body === undefined ? {} : { body: JSON.stringify(body) };
    const response = await fetch(origin + path, { method, headers, ...sent });
    const json = /json/.test(response.headers.get("content-type") ?? "");
    const { status } = response;
    if (json) return { status, body: await response.json() };
    await response.body?.cancel();
    return { status, body: undefined };
  };
}

/** These would end the session that asks, for all routes after them. */
const ends = ({ path }: Route) => path.startsWith("/api/v1/sign-out");

Deno.test("roles: every route says who may call it, and somebody has decided that", async () => {
  await using csms = await staffed({});
  const said = Object.groupBy(await routesOf(csms.api), ({ access }) => access);
  for (const access of ranks) {
    const routes = (said[access] ?? []).map(({ method, path }) => `${method} ${path}`);
    assert.deepEqual(routes.sort(), [...decided[access as keyof typeof decided]].sort(), access);
  }
});

Deno.test("roles: without a caller every route but those that are open answers 401", async () => {
  await using csms = await staffed({});
  const { origin } = new URL(csms.api);
  const routes = await routesOf(csms.api);
  assert.ok(routes.length > 150, `${routes.length} routes`);
  const nobody: Record<string, string>[] = [
    {},
    { authorization: "Bearer kvolt_wrong" },
    { cookie: "kvolt-session=wrong" },
  ];
  for (const headers of nobody) {
    for (const { route, said, status, type } of await answers(asking(origin, headers), routes)) {
      const unauthorized = type === "urn:kvolt:problem:unauthorized";
      assert.equal(unauthorized, route.access !== "open", `${said}: ${status}`);
      assert.equal(status === 401, unauthorized, `${said}: ${status}`);
    }
  }
});

for (const [role, has] of Object.entries(roles)) {
  Deno.test(`roles: the role ${role} may what needs the right to ${has} or less, and nothing else`, async () => {
    await using csms = await staffed({ Ann: role as keyof typeof roles });
    const { origin } = new URL(csms.api);
    const signedIn = await csms.signedIn("Ann");
    const cookie = { cookie: `kvolt-session=${signedIn.session()}` };
    const routes = (await routesOf(csms.api)).filter((route) => !ends(route));
    for (const { route, said, status, type } of await answers(asking(origin, cookie), routes)) {
      const may = ranks.indexOf(has) >= ranks.indexOf(route.access);
      assert.equal(type === "urn:kvolt:problem:forbidden", !may, `${said}: ${status}`);
      assert.equal(status === 403, !may, `${said}: ${status}`);
      assert.ok(status < 500 && status !== 401, `${said}: ${status}`);
    }
    const out: Got = await signedIn.ask("POST", "/sign-out-everywhere");
    assert.equal(out.status, 204);
    assert.equal((await browser(csms, signedIn.session()).ask("GET", "/me")).status, 401);
  });
}

for (const scope of ["read", "operate", "admin"] as const) {
  Deno.test(`roles: a token with the scope ${scope} has that right, and one of some stations only there`, async () => {
    await using csms = await staffed({});
    const { origin } = new URL(csms.api);
    const make = (stations?: string[]) =>
      csms.csms.people.apiTokens.create({ name: "T", scope, ...(stations ? { stations } : {}) });
    const [all, here, there] = [await make(), await make(["NOBODY"]), await make(["OTHER"])];
    const routes = await routesOf(csms.api);
    const forbidden = async ({ secret }: { secret: string }) => {
      const ask = asking(origin, { authorization: `Bearer ${secret}` });
      const found = await answers(ask, routes);
      assert.deepEqual(found.filter(({ status }) => status >= 500 || status === 401), []);
      return new Set(found.filter(({ status }) => status === 403).map(({ said }) => said));
    };
    const [allRefused, hereRefused, thereRefused] = [
      ...[await forbidden(all), await forbidden(here), await forbidden(there)],
    ];
    for (const { method, path, access } of routes) {
      const said = `${method} ${path}`;
      const may = ranks.indexOf(scope) >= ranks.indexOf(access);
      const anywhere = access === "open" || access === "own";
      assert.equal(allRefused!.has(said), !may, said);
      const station = path.includes("{station}");
      assert.equal(hereRefused!.has(said), !anywhere && !(may && station), `NOBODY: ${said}`);
      assert.equal(thereRefused!.has(said), !anywhere, `OTHER: ${said}`);
    }
  });
}
