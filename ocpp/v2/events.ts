import { z } from "zod";
import { action } from "../action.ts";
import { text } from "../text.ts";
import { timestamp } from "../time.ts";
import { component, variable } from "./component.ts";
import { monitor } from "./monitoring.ts";
import { object } from "./object.ts";
import { required21, since21 } from "./since.ts";
import { unsigned } from "./types.ts";

/** Whose monitor it is (EventNotificationEnumType). */
export const eventNotification = z.enum([
  "HardWiredNotification",
  "HardWiredMonitor",
  "PreconfiguredMonitor",
  "CustomMonitor",
]);

/** Something that happened to a variable (EventDataType). */
export const eventData = object({
  eventId: unsigned,
  timestamp,
  trigger: z.enum(["Alerting", "Delta", "Periodic"]),
  cause: unsigned.optional(),
  actualValue: text(2500),
  techCode: text(50).optional(),
  techInfo: text(500).optional(),
  cleared: z.boolean().optional(),
  transactionId: text(36).optional(),
  component,
  variableMonitoringId: unsigned.optional(),
  eventNotificationType: eventNotification,
  variable,
  severity: since21(z.int().min(0)),
});

/** A station reports events; `tbc` says that more follow (N07, N08). */
export const notifyEvent = action("NotifyEvent", {
  request: object({
    generatedAt: timestamp,
    tbc: z.boolean().optional(),
    seqNo: unsigned,
    eventData: z.array(eventData).min(1),
  }),
  response: object({}),
});

/** A monitor of a variable (VariableMonitoringType). */
export const variableMonitoring = object({
  id: unsigned,
  transaction: z.boolean(),
  value: z.number(),
  type: monitor,
  severity: unsigned,
  eventNotificationType: required21(eventNotification),
});

/** The monitors of one variable (MonitoringDataType). */
export const monitoringData = object({
  component,
  variable,
  variableMonitoring: z.array(variableMonitoring).min(1),
});

/** A station reports its monitors; `tbc` says that more follow (N02). */
export const notifyMonitoringReport = action("NotifyMonitoringReport", {
  request: object({
    monitor: z.array(monitoringData).min(1).optional(),
    requestId: z.int(),
    tbc: z.boolean().optional(),
    seqNo: unsigned,
    generatedAt: timestamp,
  }),
  response: object({}),
});
