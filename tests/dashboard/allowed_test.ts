import assert from "node:assert/strict";
import { rights } from "../../csms/people/caller.ts";
import { dashboard } from "../../dashboard/mod.ts";
import { restApi } from "../../routes/mod.ts";
import { decided as decidedOfRest } from "../routes/decided.ts";
import { staffed } from "../routes/people/browser.ts";
import { decided } from "./decided.ts";

type Running = Awaited<ReturnType<typeof staffed>>;
type Need = keyof typeof decided;

const ranks = Object.keys(decided) as Need[];
const needs = new Map(
  ranks.flatMap((need) => decided[need].map((route) => [route, need] as const)),
);
const ofRest = new Set<string>(Object.values(decidedOfRest).flat());

/** Everything that is reached over HTTP, but what the document of REST tells of and the files of pages. */
function routesOf({ csms }: Running): string[] {
  const all = [...restApi(csms).routes, ...dashboard(csms).routes]
    .filter(({ method }) => method !== "ALL")
    .map(({ method, path }) => `${method} ${path}`)
    .filter((route) => !ofRest.has(route.replaceAll(/:(\w+)(\{[^}]*\})?/g, "{$1}")))
    .filter((route) => !route.startsWith("GET /assets/"));
  return [...new Set(all)];
}

interface Answered {
  readonly status: number;
  readonly location: string | null;
}

/** Asks each route that is decided on; the one that ends the session is asked last. */
async function walk(csms: Running, own: Record<string, string>, param = "CP-1") {
  const { origin } = new URL(csms.api);
  const last = "POST /sign-out";
  const found = new Map<string, Answered>();
  for (const route of [...[...needs.keys()].filter((route) => route !== last), last]) {
    const [method, path] = route.split(" ") as [string, string];
    const url = origin + path.replaceAll(/:\w+(\{[^}]*\})?/g, param);
    const body = method === "POST" ? { body: new URLSearchParams() } : {};
    const response = await fetch(url, { method, headers: own, redirect: "manual", ...body });
    await response.body?.cancel();
    const { status, headers } = response;
    assert.ok(status < 500, `${route}: ${status}`);
    found.set(route, { status, location: headers.get("location") });
  }
  return found;
}

const isShut = ({ status }: Answered) => status === 401 || status === 403;

Deno.test("roles: for every page, part, stream and form somebody has decided who may see it", async () => {
  await using csms = await staffed({});
  assert.deepEqual(routesOf(csms).sort(), [...needs.keys()].sort());
});

Deno.test("roles: without a session no page, fragment or stream is shown but those by which one gets in", async () => {
  await using csms = await staffed({ Ann: "admin" });
  const nobody: Record<string, string>[] = [
    {},
    { cookie: "kvolt-session=wrong" },
    { authorization: "Bearer wrong" },
  ];
  for (const headers of nobody) {
    for (const [route, answered] of await walk(csms, headers)) {
      const said = `${route}: ${answered.status} ${answered.location}`;
      const led = answered.status === 303 && answered.location!.startsWith("/sign-in?next=");
      const isOpen = needs.get(route) === "open";
      assert.equal(led || answered.status === 401, !isOpen, said);
      assert.notEqual(answered.status, 403, said);
    }
  }
});

for (const [role, has] of Object.entries(rights)) {
  Deno.test(`roles: the role ${role} sees what needs the right to ${has} or less, and nothing else`, async () => {
    await using csms = await staffed({ Ann: role as keyof typeof rights });
    await csms.send("POST", "/stations", { id: "CP-1", auth: { type: "none" } });
    const cookie = `kvolt-session=${(await csms.signedIn("Ann")).session()}`;
    for (const [route, answered] of await walk(csms, { cookie })) {
      const may = ranks.indexOf(has) >= ranks.indexOf(needs.get(route)!);
      assert.equal(answered.status === 403, !may, `${route}: ${answered.status}`);
      assert.equal(isShut(answered), !may, `${route}: ${answered.status}`);
    }
  });
}

Deno.test("roles: a token of some stations sees the pages of these, and none that is about others or about all", async () => {
  await using csms = await staffed({});
  for (const id of ["CP-1", "CP-2"]) {
    await csms.send("POST", "/stations", { id, auth: { type: "none" } });
  }
  const made = await csms.csms.people.apiTokens.create({
    ...{ name: "T", scope: "admin", stations: ["CP-1"] },
  });
  const bearer = { authorization: `Bearer ${made.secret}` };
  const mine = await walk(csms, bearer, "CP-1");
  for (const [route, { status }] of await walk(csms, bearer, "CP-2")) {
    const anywhere = ["open", "own"].includes(needs.get(route)!);
    assert.equal(status === 403, !anywhere, `${route}: ${status}`);
    const own = route.includes(":station");
    assert.equal(mine.get(route)!.status === 403, !anywhere && !own, `${route} of its own station`);
  }
});
