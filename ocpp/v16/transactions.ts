import { z } from "zod";
import { action } from "../action.ts";
import { readTime, timestamp } from "../time.ts";
import { isArrival, NO_TIME, toldAt } from "../told.ts";
import { infoOf } from "./id_tag_info.ts";
import { meterValue } from "./meter_values.ts";
import { connectorOf } from "./place.ts";
import { meterAliases, readingsOf } from "./readings.ts";
import { idTag, idTagInfo } from "./types.ts";

/** Stands in for a meter value that is missing; no meter shows it. */
const NO_METER = Number.MIN_SAFE_INTEGER;

/** What a clock that is not set shows still tells a repeat; one that stands at 1970, or no time, tells nothing. */
function keyOf(told: string, at: Date): string {
  const time = readTime(told);
  return time?.getTime() === 0 ? at.toISOString() : time?.toISOString() ?? told;
}

/** A station says that a transaction began, and is given its id (1.6 §4.8). */
export const startTransaction = action("StartTransaction", {
  request: z.strictObject({
    connectorId: z.int(),
    idTag,
    meterStart: z.int(),
    reservationId: z.int().optional(),
    timestamp,
  }),
  response: z.strictObject({ idTagInfo, transactionId: z.int() }),
}).reads({
  fill: { connectorId: () => 0, meterStart: () => 0, timestamp: () => NO_TIME },
}).handle(async (start, context) => {
  const { csms, station, change } = context;
  const at = toldAt(start.timestamp, context);
  const place = await connectorOf(start.connectorId, context);
  const { transaction } = await csms.transactions.started(change, {
    ...place,
    station,
    token: start.idTag,
    meterStart: start.meterStart,
    at,
    ...(isArrival(at, context) ? { untimed: true } : {}),
    // Stations send 0 for no reservation (quirk 35).
    ...((start.reservationId ?? 0) > 0 ? { reservation: start.reservationId } : {}),
    key: `start|${start.connectorId}|${start.idTag}|${
      keyOf(start.timestamp, at)
    }|${start.meterStart}`,
  });
  await csms.stations.learnConnector(change, station, place, "Charging");
  return {
    idTagInfo: infoOf(transaction.startDecision),
    transactionId: Number(transaction.id),
  };
}).idempotent();

/** A station says that a transaction ended (1.6 §4.10). */
export const stopTransaction = action("StopTransaction", {
  request: z.strictObject({
    idTag: idTag.optional(),
    meterStop: z.int(),
    timestamp,
    transactionId: z.int(),
    reason: z.enum([
      "EmergencyStop",
      "EVDisconnected",
      "HardReset",
      "Local",
      "Other",
      "PowerLoss",
      "Reboot",
      "Remote",
      "SoftReset",
      "UnlockCommand",
      "DeAuthorized",
    ]).optional(),
    transactionData: z.array(meterValue).optional(),
  }),
  response: z.strictObject({ idTagInfo: idTagInfo.optional() }),
}).reads({
  aliases: meterAliases,
  fill: {
    meterStop: () => NO_METER,
    timestamp: () => NO_TIME,
    transactionId: () => 0,
    "transactionData.timestamp": () => NO_TIME,
  },
}).handle(async (stop, context) => {
  const { csms, station, change } = context;
  const at = toldAt(stop.timestamp, context);
  // A clock that stands still tells no repeat, unless a meter goes on beside it.
  const told = isArrival(at, context) && stop.timestamp !== NO_TIME && stop.meterStop > 0;
  const decision = await csms.transactions.stopped(change, {
    station,
    transaction: String(stop.transactionId),
    ...(stop.meterStop === NO_METER ? {} : { meterStop: stop.meterStop }),
    at,
    ...(told ? { told: stop.timestamp } : {}),
    ...(stop.idTag ? { token: stop.idTag } : {}),
    ...(stop.reason ? { reason: stop.reason } : {}),
    readings: readingsOf(stop.transactionData ?? [], context),
  });
  return decision ? { idTagInfo: infoOf(decision) } : {};
}).idempotent().otherwise({});
