import assert from "node:assert/strict";
import { dashboard } from "../../dashboard/mod.ts";
import { staffed } from "../routes/people/browser.ts";

/** Who may see these needs no account. */
const open = ["/", "/sign-in", "/setup", "/forgot-password", "/reset-password"];
const isOpen = (path: string) => open.includes(path) || path.startsWith("/assets/");
/** These show what is one's own, and where one may charge. */
const isOwn = (path: string) => /^(\/live)?\/(me|drive|s)\b/.test(path);

/** Every page, fragment and stream of the dashboard, and how each answers. */
function walking(csms: Awaited<ReturnType<typeof staffed>>) {
  const { origin } = new URL(csms.api);
  const routes = dashboard(csms.csms).routes.filter(({ method }) => method === "GET");
  const paths = [...new Set(routes.map(({ path }) => path))].filter((path) => !path.includes("*"));
  assert.ok(paths.length > 20, `${paths.length} pages`);
  return async (headers: Record<string, string>, param = "CP-2") => {
    const found = new Map<string, { status: number; location: string | null }>();
    for (const path of paths) {
      const url = origin + path.replaceAll(/:\w+(\{[^}]*\})?/g, param);
      const response = await fetch(url, { headers, redirect: "manual" });
      await response.body?.cancel();
      const { status } = response;
      assert.ok(status < 500, `${path}: ${status}`);
      found.set(path, { status, location: response.headers.get("location") });
    }
    return found;
  };
}

Deno.test("roles: without a session no page, fragment or stream is shown but those by which one gets in", async () => {
  await using csms = await staffed({ Ann: "admin" });
  const walk = walking(csms);
  for (
    const headers of [{}, { cookie: "kvolt-session=wrong" }, { authorization: "Bearer wrong" }]
  ) {
    for (const [path, { status, location }] of await walk(headers as Record<string, string>)) {
      if (isOpen(path)) continue;
      const led = status === 303 && location?.startsWith("/sign-in");
      assert.ok(led || status === 403, `${path}: ${status} ${location}`);
    }
  }
});

Deno.test("roles: a driver sees no page, fragment or stream of others", async () => {
  await using csms = await staffed({ Dan: "driver" });
  const walk = walking(csms);
  const cookie = `kvolt-session=${(await csms.signedIn("Dan")).session()}`;
  const shown = [...await walk({ cookie })].filter(([path, { status }]) =>
    !isOpen(path) && status === 200
  );
  for (const [path] of shown) assert.ok(isOwn(path), path);
});

Deno.test("roles: a token of some stations sees the pages of these, and none that is about others or about all", async () => {
  await using csms = await staffed({});
  for (const id of ["CP-1", "CP-2"]) {
    await csms.send("POST", "/stations", { id, auth: { type: "none" } });
  }
  const made = await csms.csms.people.apiTokens.create({
    ...{ name: "T", scope: "admin", stations: ["CP-1"] },
  });
  const walk = walking(csms);
  const bearer = { authorization: `Bearer ${made.secret}` };
  const mine = await walk(bearer, "CP-1");
  for (const [path, { status }] of await walk(bearer, "CP-2")) {
    if (isOpen(path) || isOwn(path)) continue;
    assert.equal(status, 403, path);
    const own = path.includes(":station");
    assert.equal(mine.get(path)!.status === 403, !own, `${path} of its own station`);
  }
});
