import { z } from "zod";
import { action } from "../action.ts";
import { timestamp, wireTime } from "../time.ts";
import { NO_TIME, toldAt } from "../told.ts";
import { evse } from "./component.ts";
import { statusFrom16 } from "./from_16.ts";
import { object } from "./object.ts";
import { yesIf } from "./outcome.ts";
import { connectorOf } from "./place.ts";
import { statusInfo } from "./status_info.ts";
import { unsigned } from "./types.ts";

/** A station says in what state a connector is (G01). */
export const statusNotification = action("StatusNotification", {
  request: object({
    timestamp,
    connectorStatus: z.enum(["Available", "Occupied", "Reserved", "Unavailable", "Faulted"]),
    evseId: unsigned,
    connectorId: unsigned,
  }),
  response: object({}),
}).reads({
  fill: { timestamp: () => NO_TIME, evseId: () => 0, connectorId: () => 0 },
  reshape: statusFrom16,
}).handle(async (said, context) => {
  const { csms, station, change } = context;
  const { evseId, connectorId, connectorStatus, timestamp } = said;
  await csms.stations.status(change, {
    station,
    ...await connectorOf({ id: evseId, connectorId }, context),
    status: connectorStatus,
    // 2.x tells what is wrong as events of components (N07), not here.
    errorCode: connectorStatus === "Faulted" ? "OtherError" : "NoError",
    ...(timestamp === NO_TIME ? {} : { at: toldAt(timestamp, context) }),
  });
  return {};
}).idempotent();

/** A station says that it lives and asks for the time (G02). */
export const heartbeat = action("Heartbeat", {
  request: object({}),
  response: object({ currentTime: timestamp }),
}).handle((_, { station, change, receivedAt }) => {
  change.tell("station.heartbeat", {}, station);
  return { currentTime: wireTime(receivedAt) };
}).idempotent();

/** The station, an EVSE or a connector is put in or out of service (G03, G04). */
export const changeAvailability = action("ChangeAvailability", {
  request: object({
    evse: evse.optional(),
    operationalStatus: z.enum(["Inoperative", "Operative"]),
  }),
  response: object({
    status: z.enum(["Accepted", "Rejected", "Scheduled"]),
    statusInfo: statusInfo.optional(),
  }),
}).does("availability", {
  encode: ({ evse, connector, operative }) => ({
    // Without an EVSE it is the station (G04).
    ...(evse > 0 ? { evse: { id: evse, ...(connector ? { connectorId: connector } : {}) } } : {}),
    operationalStatus: operative ? "Operative" as const : "Inoperative" as const,
  }),
  decode: (said) => yesIf(said, ["Accepted", "Scheduled"]),
});
