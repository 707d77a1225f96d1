import type { Context } from "hono";
import { getCookie } from "hono/cookie";
import { isZone } from "../csms/analytics/zone.ts";

/** The zone in which days are meant: the one asked for, else the viewer's own as their browser told it, else UTC. */
export function zoneOf(context: Context): string {
  const named = [context.req.query("zone"), getCookie(context, "zone")];
  return named.find((zone) => zone !== undefined && isZone(zone)) ?? "UTC";
}
