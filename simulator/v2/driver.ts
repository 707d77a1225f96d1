import type { StopReason } from "../charge_point.ts";
import { vehicle } from "../vehicle.ts";
import { type Reason, tell } from "./events.ts";
import { notice } from "./notice.ts";
import { admits } from "./reservations.ts";
import type { Token } from "./state.ts";
import { type Evse, evseOf, runningOn, type Station } from "./station.ts";
import { statusOf, update } from "./status.ts";
import { decide, sameToken } from "./tokens.ts";
import { begin, deauthorize, end, grant, point, power, stopsAt } from "./transactions.ts";

/** Whether a token could start on an EVSE now, other people's reservations considered. */
function usable(station: Station, evse: Evse, token: Token, group?: Token): boolean {
  const status = statusOf(station, evse);
  if (status === "Faulted" || status === "Unavailable" || evse.granted) return false;
  if (runningOn(station, evse)) return !runningOn(station, evse)!.token;
  const { reservations } = station.state;
  const kept = reservations.find(({ connector }) => connector === evse.id);
  if (kept) return admits(kept, token, group);
  // A reservation of any EVSE takes whichever is left last (H03).
  const others =
    reservations.filter((one) => one.connector === 0 && !admits(one, token, group)).length;
  const free =
    station.evses.filter((one) =>
      ["Available", "Occupied"].includes(statusOf(station, one)) && !runningOn(station, one) &&
      !reservations.some(({ connector }) => connector === one.id)
    ).length;
  return free > others;
}

/** Where a token would start: the EVSE it names, else one with a cable in, else any. */
export function pick(station: Station, token: Token, id?: number, group?: Token) {
  const usables = station.evses.filter((evse) =>
    (id || evse.id) === evse.id && usable(station, evse, token, group)
  );
  return usables.find(({ plugged }) => plugged) ?? usables[0];
}

/** Presents a token at the reader; resolves with the decision, without waiting for what follows. */
export async function tap(station: Station, read: string, id?: number) {
  const token: Token = { idToken: read + station.options.quirks.tagSuffix, type: "ISO14443" };
  if (id !== undefined) evseOf(station, id);
  const here = station.state.running.filter(({ connector, authorized }) =>
    authorized && (id ?? connector) === connector
  );
  // The token that began a transaction ends it without being asked about (C01.FR.03).
  const own = here.find((running) => running.token && sameToken(running.token, token));
  if (own) {
    deauthorize(station, evseOf(station, own.connector), "StopAuthorized", "Local", token);
    return { status: "Accepted" };
  }
  const info = await decide(station, token);
  if (info.status !== "Accepted") return { status: info.status };
  const group = info.groupIdToken;
  const master = station.model.text("AuthCtrlr.MasterPassGroupId");
  const isMaster = master !== "" && group?.idToken.toLowerCase() === master.toLowerCase();
  const related = here.filter((running) =>
    isMaster || (running.group && group && sameToken(running.group, group))
  );
  for (const { connector } of related) {
    const reason = isMaster ? "MasterPass" : "Local";
    deauthorize(station, evseOf(station, connector), "StopAuthorized", reason, token);
  }
  // C16: the master pass ends transactions and starts none.
  if (related.length > 0 || isMaster) return { status: "Accepted" };
  const evse = pick(station, token, id, group);
  if (evse) grant(station, evse, { token, info }, "Authorized");
  return { status: evse ? "Accepted" : "Occupied" };
}

/** Puts the cable of a car into an EVSE. */
export async function plug(station: Station, id = 1): Promise<void> {
  const evse = evseOf(station, id);
  if (evse.plugged) return;
  evse.meter.read(station.timers.now().getTime());
  evse.plugged = true;
  evse.cancelWait();
  evse.meter.car = vehicle(station.options.random);
  const told = update(station);
  const running = runningOn(station, evse);
  if (running) {
    power(station, evse);
    tell(station, evse, running, "Updated", "CablePluggedIn");
  } else if (evse.granted || startsWithCable(station, evse)) begin(station, evse, "CablePluggedIn");
  await told;
}

function startsWithCable(station: Station, evse: Evse): boolean {
  return statusOf(station, evse) === "Occupied" && point(station, "Start", "EVConnected");
}

/** Pulls the cable; whether that ends the transaction is a matter of the device model (E09, E10). */
export async function unplug(station: Station, id = 1): Promise<void> {
  const evse = evseOf(station, id);
  evse.meter.read(station.timers.now().getTime());
  evse.plugged = false;
  const running = runningOn(station, evse);
  if (running) {
    const ends = stopsAt(station, "EVConnected") ||
      station.model.flag("TxCtrlr.StopTxOnEVSideDisconnect");
    if (ends) await end(station, evse, "EVCommunicationLost", "EVDisconnected");
    else tell(station, evse, running, "Updated", "EVCommunicationLost");
  }
  power(station, evse);
  evse.meter.car = undefined;
  await update(station);
}

/** What 2.x calls the reasons that 1.6 has other words for. */
const reasons: Partial<Record<StopReason, Reason>> = {
  HardReset: "ImmediateReset",
  SoftReset: "ImmediateReset",
  UnlockCommand: "Other",
};

/** Ends the transaction on an EVSE, as with a button. */
export async function stop(station: Station, id = 1, why: StopReason = "Local"): Promise<void> {
  const reason = reasons[why] ?? why as Reason;
  const trigger = why === "Remote"
    ? "RemoteStop"
    : reason === "Local"
    ? "StopAuthorized"
    : "AbnormalCondition";
  await end(station, evseOf(station, id), trigger, reason);
}

/** Tells of a problem, or of its end, as an event of a component (G05, N07). */
function problem(station: Station, id: number, errorCode: string, info: string | undefined) {
  const cleared = !broken(station, id).fault;
  return notice(station, {
    trigger: "Alerting",
    actualValue: String(!cleared),
    cleared,
    techCode: errorCode.slice(0, 50),
    ...info === undefined ? {} : { techInfo: info.slice(0, 500) },
    component: id === 0
      ? { name: "ChargingStation" }
      : { name: "Connector", evse: { id, connectorId: 1 } },
    variable: { name: "Problem" },
    eventNotificationType: "HardWiredNotification",
  });
}

const broken = (station: Station, id: number) => id === 0 ? station : evseOf(station, id);

/** Something breaks; 0 is the station itself. What runs there ends. */
export async function fault(station: Station, id = 1, errorCode = "OtherError", info?: string) {
  broken(station, id).fault = { errorCode, ...info === undefined ? {} : { info } };
  const evses = id === 0 ? station.evses : [evseOf(station, id)];
  for (const evse of evses) await end(station, evse, "AbnormalCondition", "Other");
  await Promise.all([update(station), problem(station, id, errorCode, info)]);
}

/** It works again. */
export async function clear(station: Station, id = 1): Promise<void> {
  const part = broken(station, id);
  const { fault } = part;
  if (!fault) return;
  part.fault = undefined;
  await Promise.all([update(station), problem(station, id, fault.errorCode, fault.info)]);
}
