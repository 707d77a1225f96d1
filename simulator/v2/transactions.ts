import { wireTime } from "../../ocpp/time.ts";
import { timed } from "./profiles.ts";
import { type Details, type Reason, tell, type Trigger } from "./events.ts";
import { follow } from "./follow.ts";
import { use } from "./reservations.ts";
import { reading, shown } from "./samples.ts";
import type { Running, Token } from "./state.ts";
import { type Evse, type Grant, runningOn, settle, type Station } from "./station.ts";
import { update } from "./status.ts";
import { whenIdle } from "./power.ts";

const ENERGY = ["PowerPathClosed", "EnergyTransfer"];

/** Whether one of these points starts (or ends) transactions here (2.0.1 part 2 §2.6.4). */
export function point(station: Station, which: "Start" | "Stop", ...names: string[]): boolean {
  const configured = station.model.list(`TxCtrlr.Tx${which}Point`);
  return configured.some((name) => names.includes(name));
}

/** What ends with the cable or with the authorization: either point, or the power path that needs both. */
export function stopsAt(station: Station, name: "EVConnected" | "Authorized"): boolean {
  return point(station, "Stop", name, ...ENERGY);
}

/** Closes or opens the contactor as the transaction on an EVSE has it. */
export function power(station: Station, evse: Evse): void {
  settle(station);
  const running = runningOn(station, evse);
  evse.meter.on = evse.plugged && running?.authorized === true && !running.refused;
}

/** Lets a token in: its transaction begins, goes on, or waits EVConnectionTimeOut seconds for the cable. */
export async function grant(
  station: Station,
  evse: Evse,
  granted: Grant,
  trigger: Trigger,
): Promise<void> {
  const running = runningOn(station, evse);
  if (running) {
    authorize(station, evse, running, granted);
    power(station, evse);
    tell(station, evse, running, "Updated", trigger, { token: granted.token });
    station.watch.emit("started", { connector: evse.id, tag: running.tag });
  } else {
    evse.granted = granted;
    if (evse.plugged || point(station, "Start", "Authorized")) begin(station, evse, trigger);
  }
  if (!evse.plugged) waitForCable(station, evse);
  await update(station);
}

function waitForCable(station: Station, evse: Evse): void {
  const seconds = station.model.int("TxCtrlr.EVConnectionTimeOut");
  evse.cancelWait();
  // 0 means that it waits for ever (2.0.1 part 2, EVConnectionTimeOut).
  if (seconds === 0) return;
  evse.cancelWait = station.timers.after(seconds * 1000, () => {
    evse.granted = undefined;
    if (!evse.plugged) end(station, evse, "EVConnectTimeout", "Timeout");
    update(station);
  });
}

function authorize(station: Station, evse: Evse, running: Running, granted: Grant): void {
  const { token, info, remoteStartId, profile } = granted;
  running.token = token;
  running.tag = token.idToken;
  running.authorized = true;
  running.group = info.groupIdToken;
  running.remoteStartId ??= remoteStartId;
  if (profile) {
    const placed = { connector: evse.id, profile: timed(profile), transaction: running.key };
    station.state.profiles.push(placed);
  }
}

/** Starts a transaction: for whoever was let in, or for a cable alone. */
export function begin(station: Station, evse: Evse, trigger: Trigger): Running {
  const now = station.timers.now();
  const { granted } = evse;
  const key = granted?.transactionId ?? crypto.randomUUID();
  station.sessionStart.set(key, Math.floor(evse.meter.read(now.getTime()).energyWh));
  const running: Running = {
    ...{ key, id: key, connector: evse.id, tag: "", authorized: false },
    startedAt: wireTime(now),
    meterStart: station.options.quirks.register === "session" ? 0 : shown(station, evse),
    ...{ seqNo: 0, chargingState: "Idle", data: [] },
  };
  const reservationId = granted &&
    use(station, evse.id, granted.token, granted.info.groupIdToken);
  station.state.running.push(running);
  station.history.push(running);
  if (granted) authorize(station, evse, running, granted);
  evse.granted = undefined;
  if (evse.plugged) evse.cancelWait();
  power(station, evse);
  running.data.push(
    ...reading(station, evse, "SampledDataCtrlr.TxEndedMeasurands", "Transaction.Begin"),
  );
  const started = "SampledDataCtrlr.TxStartedMeasurands";
  const meterValue = reading(station, evse, started, "Transaction.Begin");
  tell(station, evse, running, "Started", trigger, {
    ...{ meterValue, token: running.token, reservationId },
  });
  follow(station, evse, running);
  if (granted) station.watch.emit("started", { connector: evse.id, tag: running.tag });
  return running;
}

/** Whoever charged wants to no more: ends the transaction, or leaves it to the cable (E06, E07). */
export async function deauthorize(
  station: Station,
  evse: Evse,
  trigger: Trigger,
  reason: Reason,
  token?: Token,
): Promise<void> {
  const running = runningOn(station, evse);
  if (!running) return;
  if (stopsAt(station, "Authorized")) return await end(station, evse, trigger, reason, { token });
  running.authorized = false;
  power(station, evse);
  tell(station, evse, running, "Updated", trigger, { token });
  await update(station);
}

/** Ends the transaction on an EVSE, if there is one. */
export async function end(
  station: Station,
  evse: Evse,
  trigger: Trigger,
  reason: Reason,
  { token, at = wireTime(station.timers.now()) }: Details = {},
): Promise<void> {
  const running = runningOn(station, evse);
  if (!running) return;
  evse.stopTimers();
  running.data.push(
    ...reading(station, evse, "SampledDataCtrlr.TxEndedMeasurands", "Transaction.End"),
  );
  const meterStop = shown(station, evse, running);
  running.authorized = false;
  power(station, evse);
  tell(station, evse, running, "Ended", trigger, { meterValue: running.data, token, reason, at });
  Object.assign(running, { stoppedAt: at, meterStop, reason });
  const { state } = station;
  state.running.splice(state.running.indexOf(running), 1);
  state.profiles = state.profiles.filter(({ transaction }) => transaction !== running.key);
  state.messages = state.messages.filter(({ transactionId }) => transactionId !== running.id);
  const energyWh = meterStop - running.meterStart;
  station.watch.emit("stopped", { connector: evse.id, reason, energyWh });
  whenIdle(station);
  if (!station.options.quirks.silentAfterStop) await update(station);
}

/** The CSMS refuses the token of a transaction: it ends, or nothing flows any more (E05). */
export function refused(station: Station, evse: Evse, running: Running): void {
  if (station.model.flag("TxCtrlr.StopTxOnInvalidId")) {
    deauthorize(station, evse, "Deauthorized", "DeAuthorized");
  } else if (!running.refused) {
    running.refused = true;
    power(station, evse);
    tell(station, evse, running, "Updated", "Deauthorized");
  }
}
