import type { Context } from "hono";
import type { Csms } from "../csms/mod.ts";

/** The URL under which stations reach kvolt: PUBLIC_URL, else where this request came to. */
export function baseUrl({ config }: Csms, { req }: Context): string {
  return config.PUBLIC_URL ?? new URL(req.url).origin;
}
