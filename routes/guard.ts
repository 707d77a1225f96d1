import type { MiddlewareHandler } from "hono";
import { getCookie } from "hono/cookie";
import type { Csms } from "../csms/mod.ts";
import { SESSION } from "../csms/people/session_cookie.ts";
import { Problem } from "./problem.ts";
import { whileKnown } from "./while_known.ts";

/** Names that no page of another site can have: it could let its own name lead to loopback (DNS rebinding). */
const loopback = new Set(["localhost", "127.0.0.1", "[::1]"]);
const reading = new Set(["GET", "HEAD", "OPTIONS"]);

/** Finds out who asks, and keeps the pages of other sites from asking in the name of who is signed in here. */
export function guard({ identify, config, after, people }: Csms): MiddlewareHandler {
  // A proxy may ask under a name of its own.
  const behind = config.PUBLIC_URL === undefined ? [] : [new URL(config.PUBLIC_URL).host];
  return async (context, next) => {
    const { req } = context;
    const { host, hostname } = new URL(req.url);
    if (config.dev && !loopback.has(hostname)) {
      const names = [...loopback].join(", ");
      throw new Problem("foreign-host", `in development only ${names} will do, not ${hostname}`);
    }
    const bearer = /^Bearer +(\S+) *$/i.exec(req.header("authorization") ?? "")?.[1];
    const whoAsks = () => identify({ bearer, session: getCookie(context, SESSION) });
    const caller = await whoAsks();
    // Browsers send neither a bearer token nor anything else of ours by themselves but the cookie.
    const byCookie = config.dev || caller?.session !== undefined;
    // Nor may they sign somebody in, as whoever they like, or use up the tries of an account.
    const unknown = caller === undefined && !reading.has(req.method);
    if (byCookie || unknown) refuseForeign(req.raw, [host, ...behind]);
    context.set("caller", caller);
    await next();
    // A page does not refuse, it leads to where one signs in.
    const isRefused = context.res.status === 401 || context.res.status === 303;
    if (!caller && bearer !== undefined && isRefused) {
      await people.tokenRefused(String(context.env.address ?? ""), req.path);
    }
    const streams = context.res.headers.get("content-type")?.startsWith("text/event-stream");
    if (!caller || !streams) return;
    if (req.method === "HEAD") {
      // Nobody reads it, so that nobody would end it.
      await context.res.body?.cancel();
      context.res = new Response(null, context.res);
      return;
    }
    context.res = whileKnown(context.res, caller, { identify: whoAsks, after });
  };
}

/** A browser says with each request that changes something which page sends it (Fetch Standard, §3.2). */
function refuseForeign({ headers, method }: Request, own: readonly string[]): void {
  const origin = headers.get("origin");
  const site = headers.get("sec-fetch-site");
  const foreign = origin !== null && !own.includes(URL.parse(origin)?.host ?? "") ||
    !reading.has(method) && site !== null && site !== "same-origin" && site !== "none";
  if (!foreign) return;
  const page = origin === null ? `a ${site} page` : `a page of ${origin.slice(0, 100)}`;
  throw new Problem("foreign-origin", `${page} may not use ${own.join(", ")}`);
}
