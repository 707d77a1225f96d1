import { wireTime } from "../../ocpp/time.ts";
import { meterValues } from "../../ocpp/v16/meter_values.ts";
import { startTransaction, stopTransaction } from "../../ocpp/v16/transactions.ts";
import { call } from "../calls.ts";
import type { StopReason } from "../charge_point.ts";
import type { Letter } from "../outbox.ts";
import { follow, keep, sample, shown } from "./samples.ts";
import type { Running, TagInfo } from "./state.ts";
import { type Connector, connectorOf, runningOn, type Station } from "./station.ts";
import { update } from "./status.ts";
import { remember, sameTag } from "./tags.ts";

/** Lets a tag in: charging starts with the cable, which has ConnectionTimeOut seconds to come. */
export async function grant(
  station: Station,
  connector: Connector,
  tag: string,
  info: TagInfo,
  then?: (running: Running) => void,
): Promise<void> {
  if (connector.plugged) {
    const running = begin(station, connector, tag, info);
    then?.(running);
  } else {
    connector.granted?.cancel();
    const seconds = station.configuration.int("ConnectionTimeOut");
    const cancel = station.timers.after(seconds * 1000, () => {
      connector.granted = undefined;
      update(station);
    });
    connector.granted = { tag, info, then, cancel };
  }
  await update(station);
}

/** Starts a transaction. */
export function begin(station: Station, connector: Connector, tag: string, info: TagInfo): Running {
  const now = station.timers.now();
  const key = crypto.randomUUID();
  station.sessionStart.set(key, Math.floor(connector.meter.read(now.getTime()).energyWh));
  const running: Running = {
    key,
    connector: connector.id,
    tag,
    startedAt: wireTime(now),
    meterStart: station.options.quirks.register === "session" ? 0 : shown(station, connector),
    data: [],
    ...info.parentIdTag === undefined ? {} : { parent: info.parentIdTag },
  };
  forgetIds(station);
  const reservation = takeReservation(station, connector, tag, info);
  station.state.running.push(running);
  station.history.push(running);
  connector.meter.on = true;
  connector.finishing = false;
  keep(station, connector, running, "StopTxnSampledData", "Transaction.Begin");
  station.outbox.post({
    action: "StartTransaction",
    transaction: key,
    payload: {
      connectorId: connector.id,
      idTag: tag,
      meterStart: running.meterStart,
      timestamp: running.startedAt,
      ...reservation === undefined ? {} : { reservationId: reservation },
    },
  });
  follow(station, connector, running);
  station.watch.emit("started", { connector: connector.id, tag });
  return running;
}

/** Ids are needed for as long as a message of their transaction may follow. */
function forgetIds({ state }: Station): void {
  const needed = new Set([
    ...state.running.map(({ key }) => key),
    ...state.letters.map(({ transaction }) => transaction),
  ]);
  for (const key of Object.keys(state.ids)) if (!needed.has(key)) delete state.ids[key];
}

function takeReservation(station: Station, connector: Connector, tag: string, info: TagInfo) {
  const index = station.state.reservations.findIndex((reservation) =>
    [0, connector.id].includes(reservation.connector) &&
    (sameTag(reservation.tag, tag) ||
      reservation.parent !== undefined && reservation.parent === info.parentIdTag)
  );
  return index < 0 ? undefined : station.state.reservations.splice(index, 1)[0]!.id;
}

/** Ends the transaction on a connector, if there is one; `at` where it ended earlier than now. */
export async function end(
  station: Station,
  connector: Connector,
  reason: StopReason,
  tag?: string,
  at = wireTime(station.timers.now()),
): Promise<void> {
  const running = runningOn(station, connector);
  if (!running) return;
  const { lateSample, silentAfterStop } = station.options.quirks;
  connector.stopTimers();
  keep(station, connector, running, "StopTxnSampledData", "Transaction.End");
  const last = () =>
    sample(station, connector, "MeterValuesSampledData", "Transaction.End", running);
  if (!lateSample && connector.meter.on) last();
  // Read last: a sample must not show more than the end does.
  const meterStop = shown(station, connector, running);
  station.outbox.post({
    action: "StopTransaction",
    transaction: running.key,
    payload: {
      meterStop,
      timestamp: at,
      ...tag === undefined ? {} : { idTag: tag },
      reason,
      ...running.data.length > 0 ? { transactionData: running.data } : {},
    },
  });
  if (lateSample) last();
  Object.assign(running, { stoppedAt: at, meterStop, reason });
  connector.meter.read(station.timers.now().getTime());
  connector.meter.on = false;
  connector.finishing = connector.plugged;
  station.state.running.splice(station.state.running.indexOf(running), 1);
  station.state.profiles = station.state.profiles.filter(({ transaction }) =>
    transaction !== running.key
  );
  const energyWh = meterStop - running.meterStart;
  station.watch.emit("stopped", { connector: connector.id, reason, energyWh });
  if (!silentAfterStop) await update(station);
}

/** Sends a message that was kept, with the id that the CSMS has given to its transaction by now. */
export async function deliver(station: Station, letter: Letter): Promise<void> {
  const transactionId = station.state.ids[letter.transaction];
  const times = station.options.quirks.repeats ? 2 : 1;
  for (let time = 0; time < times; time++) {
    switch (letter.action) {
      case "StartTransaction": {
        const payload = letter.payload as typeof startTransaction.request._zod.input;
        const answer = await call(station, startTransaction, payload);
        station.state.ids[letter.transaction] = answer.transactionId;
        const running = station.history.find(({ key }) => key === letter.transaction);
        if (running) running.id = answer.transactionId;
        started(station, letter.transaction, payload.idTag, answer.idTagInfo);
        break;
      }
      case "StopTransaction": {
        const payload = letter.payload as typeof stopTransaction.request._zod.input;
        // A start that was never answered leaves no id; -1 is what stations then say.
        const answer = await call(station, stopTransaction, {
          ...payload,
          transactionId: transactionId ?? -1,
        });
        if (payload.idTag !== undefined) remember(station, payload.idTag, answer.idTagInfo);
        break;
      }
      case "MeterValues": {
        const payload = letter.payload as typeof meterValues.request._zod.input;
        await call(station, meterValues, {
          ...payload,
          ...transactionId === undefined ? {} : { transactionId },
        });
      }
    }
  }
}

/** The CSMS has answered a start: a tag that it refuses ends it or stops the flow (1.6 §4.8). */
function started(station: Station, key: string, tag: string, info: TagInfo): void {
  remember(station, tag, info);
  const running = station.state.running.find((one) => one.key === key);
  if (!running || info.status === "Accepted") return;
  const connector = connectorOf(station, running.connector);
  if (station.configuration.flag("StopTransactionOnInvalidId")) {
    end(station, connector, "DeAuthorized");
  } else {
    running.refused = true;
    connector.meter.read(station.timers.now().getTime());
    connector.meter.on = false;
    update(station);
  }
}
