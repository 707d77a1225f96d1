import type { MiddlewareHandler } from "hono";
import type { ApiToken } from "../csms/api_token.ts";
import { Problem } from "./problem.ts";

/** What anybody may read: it holds no data of the operator. */
const open = new Set(["/api/v1/health", "/api/v1/openapi.json"]);

/** Names that no page of another site can have: it could let its own name lead to loopback (DNS rebinding). */
const loopback = new Set(["localhost", "127.0.0.1", "[::1]"]);

/** Lets in who has the token; with none to have (development) whoever is not sent by another site. */
export function guard(token: ApiToken | undefined): MiddlewareHandler {
  return async ({ req }, next) => {
    const { host: own, hostname } = new URL(req.url);
    if (!token && !loopback.has(hostname)) {
      const names = [...loopback].join(", ");
      throw new Problem("foreign-host", `in development only ${names} will do, not ${hostname}`);
    }
    const origin = req.header("origin");
    if (!token && origin !== undefined && URL.parse(origin)?.host !== own) {
      throw new Problem("foreign-origin", `a page of ${origin.slice(0, 100)} may not use ${own}`);
    }
    if (token && !open.has(req.path)) {
      const given = /^Bearer +(\S+) *$/i.exec(req.header("authorization") ?? "")?.[1];
      if (given === undefined) {
        throw new Problem("unauthorized", "Authorization: Bearer <API_TOKEN>");
      }
      if (!token.accepts(given)) {
        throw new Problem("unauthorized", "the token is not the right one");
      }
    }
    await next();
  };
}
