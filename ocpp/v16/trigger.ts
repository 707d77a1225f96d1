import { z } from "zod";
import { action } from "../action.ts";
import { outcome } from "./outcome.ts";

const basic = z.enum([
  "BootNotification",
  "DiagnosticsStatusNotification",
  "FirmwareStatusNotification",
  "Heartbeat",
  "MeterValues",
  "StatusNotification",
]);

const extended = z.enum([
  "BootNotification",
  "LogStatusNotification",
  "FirmwareStatusNotification",
  "Heartbeat",
  "MeterValues",
  "SignChargePointCertificate",
  "StatusNotification",
]);

const status = z.enum(["Accepted", "Rejected", "NotImplemented"]);

/** The station is asked to send a message of its own now (1.6 §5.17). */
export const triggerMessage = action("TriggerMessage", {
  request: z.strictObject({
    requestedMessage: basic,
    connectorId: z.int().optional(),
  }),
  response: z.strictObject({ status }),
}).does("trigger", {
  encode: ({ message, evse }) => {
    const requestedMessage = basic.safeParse(message).data;
    return requestedMessage && {
      requestedMessage,
      ...(evse === undefined ? {} : { connectorId: evse }),
    };
  },
  decode: outcome,
}).does("tell", {
  encode: ({ what, evse }) =>
    what === "certificate" ? undefined : {
      requestedMessage: what === "boot" ? "BootNotification" : "MeterValues",
      ...(evse === undefined ? {} : { connectorId: evse }),
    },
  decode: outcome,
});

/** TriggerMessage for the messages of the security whitepaper too. */
export const extendedTriggerMessage = action("ExtendedTriggerMessage", {
  request: z.strictObject({
    requestedMessage: extended,
    connectorId: z.int().optional(),
  }),
  response: z.strictObject({ status }),
}).does("trigger", {
  encode: ({ message, evse }) => {
    // 2.x calls the certificate of the station so; 1.6 that of the charge point.
    const name = message === "SignChargingStationCertificate"
      ? "SignChargePointCertificate"
      : message;
    // What TriggerMessage can ask for is left to it: every 1.6 station may know that one.
    if (basic.safeParse(name).success) return undefined;
    const requestedMessage = extended.safeParse(name).data;
    return requestedMessage && {
      requestedMessage,
      ...(evse === undefined ? {} : { connectorId: evse }),
    };
  },
  decode: outcome,
}).does("tell", {
  encode: ({ what }) =>
    what === "certificate" ? { requestedMessage: "SignChargePointCertificate" } : undefined,
  decode: outcome,
});
