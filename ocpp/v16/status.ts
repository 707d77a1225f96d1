import { z } from "zod";
import { action } from "../action.ts";
import { text } from "../text.ts";
import { timestamp } from "../time.ts";
import { toldAt } from "../told.ts";
import { connectorOf } from "./place.ts";

/** A station says in what state a connector is; connector 0 is the station itself (1.6 §4.9). */
export const statusNotification = action("StatusNotification", {
  request: z.strictObject({
    connectorId: z.int(),
    errorCode: z.enum([
      "ConnectorLockFailure",
      "EVCommunicationError",
      "GroundFailure",
      "HighTemperature",
      "InternalError",
      "LocalListConflict",
      "NoError",
      "OtherError",
      "OverCurrentFailure",
      "PowerMeterFailure",
      "PowerSwitchFailure",
      "ReaderFailure",
      "ResetFailure",
      "UnderVoltage",
      "OverVoltage",
      "WeakSignal",
    ]),
    info: text(50).optional(),
    status: z.enum([
      "Available",
      "Preparing",
      "Charging",
      "SuspendedEVSE",
      "SuspendedEV",
      "Finishing",
      "Reserved",
      "Unavailable",
      "Faulted",
    ]),
    timestamp: timestamp.optional(),
    vendorId: text(255).optional(),
    vendorErrorCode: text(50).optional(),
  }),
  response: z.strictObject({}),
}).reads({
  fill: { connectorId: () => 0, errorCode: () => "NoError" },
}).handle(async (said, context) => {
  const { csms, station, change } = context;
  const { connectorId, timestamp, ...report } = said;
  await csms.stations.status(change, {
    ...report,
    ...await connectorOf(connectorId, context),
    station,
    ...(timestamp === undefined ? {} : { at: toldAt(timestamp, context) }),
  });
  return {};
}).idempotent();
