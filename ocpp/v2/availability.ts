import { z } from "zod";
import { action } from "../action.ts";
import { timestamp } from "../time.ts";
import { evse } from "./component.ts";
import { object } from "./object.ts";
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
});

/** A station says that it lives and asks for the time (G02). */
export const heartbeat = action("Heartbeat", {
  request: object({}),
  response: object({ currentTime: timestamp }),
});

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
});
