import type { z } from "zod";
import { statusNotification } from "../../ocpp/v16/status.ts";
import { wireTime } from "../../ocpp/time.ts";
import { LEAST_A } from "../meter.ts";
import { allowed } from "../limits.ts";
import { notify, online } from "../calls.ts";
import { type Connector, runningOn, type Station } from "./station.ts";

type Report = z.input<typeof statusNotification.request>;
type Name = Report["status"];

/** The status of a connector as it follows from what is known (1.6 §4.9). */
export function statusOf(station: Station, connector: Connector): Name {
  if (connector.fault || station.fault) return "Faulted";
  const running = runningOn(station, connector);
  if (running) {
    const now = station.timers.now().getTime();
    const { amps } = allowed(station, connector.id, now);
    if (running.refused || amps < LEAST_A) return "SuspendedEVSE";
    const level = connector.meter.read(now).soc ?? 100;
    return !connector.plugged || level >= 100 ? "SuspendedEV" : "Charging";
  }
  if (station.state.inoperative[0] || station.state.inoperative[connector.id]) return "Unavailable";
  if (connector.plugged) return connector.finishing ? "Finishing" : "Preparing";
  if (connector.granted) return "Preparing";
  return reservedOn(station, connector) ? "Reserved" : "Available";
}

/** The reservation that holds a connector. */
export function reservedOn(station: Station, connector: Connector) {
  return station.state.reservations.find((reservation) => reservation.connector === connector.id);
}

/** The status of the charge point as a whole, which has but three. */
export function stationStatus(station: Station): Name {
  if (station.fault) return "Faulted";
  return station.state.inoperative[0] ? "Unavailable" : "Available";
}

/** Tells the CSMS of every status that it does not know yet; resolves when it has answered. */
export async function update(station: Station, options: { all?: boolean } = {}): Promise<void> {
  const sent: Promise<void>[] = [];
  const tell = (id: number, who: Station | Connector, status: Name) => {
    const { errorCode = "NoError", info } = who.fault ?? {};
    const said = `${status} ${errorCode}`;
    if (who.told === said && !options.all) return;
    if (who.told !== said) station.watch.emit("status", { connector: id, status, errorCode });
    who.told = said;
    sent.push(report(station, id, status, errorCode, info));
  };
  if (!online(station)) return;
  tell(0, station, stationStatus(station));
  for (const connector of station.connectors) {
    tell(connector.id, connector, statusOf(station, connector));
  }
  await Promise.all(sent);
}

function report(
  station: Station,
  connectorId: number,
  status: Name,
  errorCode: string,
  info?: string,
): Promise<void> {
  return notify(station, statusNotification, {
    connectorId,
    status,
    errorCode: errorCode as Report["errorCode"],
    ...info === undefined ? {} : { info },
    timestamp: wireTime(station.timers.now()),
  });
}

/** Sends the status of one connector, or of all with the charge point's own, known or not. */
export function reportAgain(station: Station, connector?: number): Promise<void> {
  if (connector === undefined) return update(station, { all: true });
  const status = connector === 0
    ? stationStatus(station)
    : statusOf(station, station.connectors[connector - 1]!);
  const { fault } = connector === 0 ? station : station.connectors[connector - 1]!;
  return report(station, connector, status, fault?.errorCode ?? "NoError", fault?.info);
}
