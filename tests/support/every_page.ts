import assert from "node:assert/strict";
import type { BrowserContextOptions, Page } from "playwright-core";
import { decided } from "../dashboard/decided.ts";
import { PASSWORD, staffed } from "../routes/people/browser.ts";
import type { Open } from "./browser.ts";
import { hostile, NEWER, newer, OLDER, older, people, strangers } from "./hostile.ts";
import { pagesOf } from "./signed_in.ts";

/** Signs somebody in with a browser that calls itself something harmful; gives the secret of the session. */
async function signedIn(api: string, email: string): Promise<string> {
  const response = await fetch(`${api}/sign-in`, {
    method: "POST",
    headers: { "content-type": "application/json", "user-agent": hostile("agent") },
    body: JSON.stringify({ email, password: PASSWORD }),
  });
  await response.body?.cancel();
  return /^kvolt-session=([^;]*)/.exec(response.headers.get("set-cookie")!)![1]!;
}

/** What leads to another page by now; the one for the first account is walked where there is none yet. */
const leads: Readonly<Record<string, string>> = { "/": "/stations", "/setup": "/sign-in" };

/** A kvolt in which there is one of each thing, named by stations and people who mean it harm. */
export async function peopled(env: Record<string, string> = {}) {
  const set = { SIMULATOR: "on", AUTH_UNKNOWN: "Accepted", ...env };
  const csms = await staffed({ Ann: "admin" }, set);
  // The list that the station is sent is of tags that are known.
  await csms.csms.tokens.put({ id: hostile("listed"), status: "Accepted" });
  const { cp, status, transaction } = await older(csms);
  const second = await newer(csms);
  await strangers(csms);
  await people(csms);
  await csms.send("PUT", `/transactions/${transaction}/tariff`, { tariff: hostile("tariffId") });
  /** What it says last, so that a page which is open shows all of it anew. */
  const faulted = () =>
    status(1, {
      ...{ errorCode: "OtherError", status: "Faulted", info: hostile("info") },
      vendorErrorCode: hostile("vendorError"),
    });
  await faulted();
  const session = await signedIn(csms.api, "Ann@example.org");

  const named: Readonly<Record<string, readonly string[]>> = {
    station: [OLDER, NEWER],
    ...{
      transaction: [String(transaction)],
      tag: [hostile("tag")],
      tariff: [hostile("tariffId")],
      account: [csms.ids.Ann!],
    },
  };
  /** The addresses of a route, with one of each thing in the places of its parameters. */
  const addressesOf = (path: string): string[] => {
    const name = /:(\w+)(\{[^}]*\})?/.exec(path);
    if (!name) return [path];
    const values = named[name[1]!];
    assert.ok(values !== undefined, `${path}: give an example of :${name[1]}`);
    return values.flatMap((value) => addressesOf(path.replace(name[0], encodeURIComponent(value))));
  };
  const paths = Object.values(decided).flat().filter((route) => /^GET \/(?!api\/)/.test(route))
    .map((route) => route.slice("GET ".length));
  assert.ok(paths.length > 30, `${paths.length} routes`);
  const streams = paths.filter((path) => path.startsWith("/live/")).flatMap(addressesOf);
  const shown = paths.filter((path) => !path.startsWith("/live/")).flatMap(addressesOf);
  const cookie = `kvolt-session=${session}`;
  /** Asks as the one who is signed in. */
  const get = (path: string, signal?: AbortSignal) =>
    fetch(pagesOf(csms) + path, { headers: { cookie }, signal: signal ?? null });
  return {
    ...{ csms, env: set, streams, shown, get, faulted },
    /** A page of a browser in which its admin is signed in, and for which an address is a path. */
    async enter(open: Open, options: BrowserContextOptions): Promise<Page> {
      const url = pagesOf(csms);
      const { page } = await open({ baseURL: url, ...options });
      await page.context().addCookies([{ name: "kvolt-session", value: session, url }]);
      return page;
    },
    /** The address of a page as `places` names it. */
    addressOf: (place: string): string =>
      place.replace(/^:older/, `/stations/${encodeURIComponent(OLDER)}`)
        .replace(/^:newer/, `/stations/${encodeURIComponent(NEWER)}`)
        .replace(/^:running/, `/transactions/${transaction}`)
        .replace(":tag", encodeURIComponent(hostile("tag")))
        .replace(":tariff", encodeURIComponent(hostile("tariffId"))),
    becomes: (to: string) => status(1, { status: to }),
    /** The addresses of the pages, which have a frame around them; that is all but the parts, and what leads to a page. */
    async pages(): Promise<string[]> {
      const found: string[] = [];
      for (const path of shown) {
        const response = await get(path);
        const text = await response.text();
        if (!text.startsWith("<!doctype html>")) continue;
        const led = response.redirected && new URL(response.url).pathname;
        assert.equal(led, leads[path] ?? false, `${path} leads to another page: who walks it?`);
        if (!led) found.push(path);
      }
      return found;
    },
    async [Symbol.asyncDispose]() {
      await Promise.all([cp.close(), second.close()]);
      await csms.stop();
    },
  };
}
