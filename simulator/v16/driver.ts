import type { StopReason } from "../charge_point.ts";
import { vehicle } from "../vehicle.ts";
import { type Connector, connectorOf, runningOn, type Station } from "./station.ts";
import { reservedOn, statusOf, update } from "./status.ts";
import { decide, sameTag } from "./tags.ts";
import { begin, end, grant } from "./transactions.ts";

/** Whether a tag could start on a connector now, other people's reservations considered. */
function usable(station: Station, connector: Connector, tag: string, group?: string): boolean {
  const status = statusOf(station, connector);
  if (status === "Faulted" || status === "Unavailable") return false;
  if (runningOn(station, connector) || connector.granted) return false;
  const kept = reservedOn(station, connector);
  if (kept) {
    return sameTag(kept.tag, tag) || (kept.parent !== undefined && kept.parent === group);
  }
  // A reservation of connector 0 takes whichever is left last (1.6 §5.13).
  const others =
    station.state.reservations.filter((one) =>
      one.connector === 0 && !sameTag(one.tag, tag) && (!one.parent || one.parent !== group)
    ).length;
  const free =
    station.connectors.filter((one) =>
      ["Available", "Preparing", "Finishing"].includes(statusOf(station, one)) &&
      !reservedOn(station, one)
    ).length;
  return free > others;
}

/** Where a tag would start: the connector it names, else one with a cable in, else any. */
export function pick(
  station: Station,
  tag: string,
  id?: number,
  group?: string,
): Connector | undefined {
  const usables = station.connectors.filter((connector) =>
    (id || connector.id) === connector.id && usable(station, connector, tag, group)
  );
  return usables.find(({ plugged }) => plugged) ?? usables[0];
}

/** Presents a tag at the reader; resolves with the decision, without waiting for what follows. */
export async function tap(station: Station, read: string, id?: number) {
  const tag = read + station.options.quirks.tagSuffix;
  if (id !== undefined) connectorOf(station, id);
  const here = station.state.running.filter(({ connector }) => (id ?? connector) === connector);
  // The tag that began a transaction ends it without being asked about (1.6 §3.7).
  const own = here.find((running) => sameTag(running.tag, tag));
  if (own) {
    end(station, connectorOf(station, own.connector), "Local", tag);
    return { status: "Accepted" };
  }
  const info = await decide(station, tag);
  if (info.status !== "Accepted") return { status: info.status };
  const group = info.parentIdTag;
  const related = here.find(({ parent }) => parent !== undefined && parent === group);
  if (related) {
    end(station, connectorOf(station, related.connector), "Local", tag);
    return { status: "Accepted" };
  }
  const connector = pick(station, tag, id, group);
  if (connector) grant(station, connector, tag, info);
  return { status: connector ? "Accepted" : "Occupied" };
}

/** Puts the cable of a car into a connector. */
export async function plug(station: Station, id = 1): Promise<void> {
  const connector = connectorOf(station, id);
  if (connector.plugged) return;
  connector.meter.read(station.timers.now().getTime());
  connector.plugged = true;
  connector.finishing = false;
  connector.meter.car = vehicle(station.options.random);
  const { granted } = connector;
  if (granted) {
    granted.cancel();
    connector.granted = undefined;
    const running = begin(station, connector, granted.tag, granted.info);
    granted.then?.(running);
  } else if (runningOn(station, connector)) connector.meter.on = true;
  await update(station);
}

/** Pulls the cable; whether that ends the transaction is a matter of configuration (1.6 §9.1.23). */
export async function unplug(station: Station, id = 1): Promise<void> {
  const connector = connectorOf(station, id);
  connector.meter.read(station.timers.now().getTime());
  connector.plugged = false;
  connector.finishing = false;
  if (station.configuration.flag("StopTransactionOnEVSideDisconnect")) {
    await end(station, connector, "EVDisconnected");
  }
  connector.meter.on = false;
  connector.meter.car = undefined;
  await update(station);
}

/** Ends the transaction on a connector, as with a button. */
export async function stop(station: Station, id = 1, reason: StopReason = "Local"): Promise<void> {
  await end(station, connectorOf(station, id), reason);
}

/** Something breaks; connector 0 is the charge point itself. What runs there ends. */
export async function fault(station: Station, id = 1, errorCode = "OtherError", info?: string) {
  const broken = id === 0 ? station : connectorOf(station, id);
  broken.fault = { errorCode, ...info === undefined ? {} : { info } };
  const connectors = id === 0 ? station.connectors : [connectorOf(station, id)];
  for (const connector of connectors) await end(station, connector, "Other");
  await update(station);
}

/** It works again. */
export async function clear(station: Station, id = 1): Promise<void> {
  (id === 0 ? station : connectorOf(station, id)).fault = undefined;
  await update(station);
}
