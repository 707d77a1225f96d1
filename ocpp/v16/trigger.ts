import { z } from "zod";
import { action } from "../action.ts";

const status = z.enum(["Accepted", "Rejected", "NotImplemented"]);

/** The station is asked to send a message of its own now (1.6 §5.17). */
export const triggerMessage = action("TriggerMessage", {
  request: z.strictObject({
    requestedMessage: z.enum([
      "BootNotification",
      "DiagnosticsStatusNotification",
      "FirmwareStatusNotification",
      "Heartbeat",
      "MeterValues",
      "StatusNotification",
    ]),
    connectorId: z.int().optional(),
  }),
  response: z.strictObject({ status }),
});

/** TriggerMessage for the messages of the security whitepaper too. */
export const extendedTriggerMessage = action("ExtendedTriggerMessage", {
  request: z.strictObject({
    requestedMessage: z.enum([
      "BootNotification",
      "LogStatusNotification",
      "FirmwareStatusNotification",
      "Heartbeat",
      "MeterValues",
      "SignChargePointCertificate",
      "StatusNotification",
    ]),
    connectorId: z.int().optional(),
  }),
  response: z.strictObject({ status }),
});
