import type { Clock } from "../../csms/clock.ts";
import { type ChargePoint, chargePoint } from "../../simulator/charge_point.ts";
import type { Charger } from "./place.ts";

/** A charge point under a photographer's hand. */
export interface Posed extends ChargePoint {
  /** Sends text as it is, as chargers do that know no better. */
  raw(text: string): void;
}

/** A charge point that dials from an address of its own, as kvolt believes of a proxy. */
export function posed(
  { id, version, connectors, vendor, model, address }: Charger,
  { ws, clock, key }: { ws: string; clock: Clock; key?: string },
): Posed {
  let line: WebSocket | undefined;
  const charger = chargePoint({
    ...{ id, version, connectors, vendor, model, clock, key, url: `${ws}/ocpp` },
    connect: (url, protocols, headers) =>
      line = new WebSocket(url, { protocols, headers: { ...headers, "x-forwarded-for": address } }),
  });
  return Object.assign(charger, { raw: (text: string) => line?.send(text) });
}
