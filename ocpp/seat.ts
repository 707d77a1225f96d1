import type { Seat } from "../csms/floods/floods.ts";
import type { Csms } from "../csms/mod.ts";
import { stationIdOf } from "./path.ts";

/** A seat for a handshake, or the answer that refuses it; nothing is read from the store for that. */
export function seatFor(csms: Csms, request: Request, address: string): Seat | Response {
  const path = stationIdOf(new URL(request.url));
  const station = "id" in path ? path.id : undefined;
  const replaces = station !== undefined && csms.links.get(station)?.address === address;
  const seat = csms.floods.handshake(address, station, replaces);
  if ("leave" in seat) return seat;
  const { status, reason, retryAfter } = seat;
  const headers = {
    "content-type": "text/plain; charset=utf-8",
    "retry-after": String(retryAfter),
  };
  return new Response(`${reason}\n`, { status, headers });
}
