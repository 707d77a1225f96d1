import { z } from "zod";
import { action } from "../action.ts";
import { text } from "../text.ts";
import { timestamp } from "../time.ts";
import { NO_TIME, toldAt } from "../told.ts";
import { component, variable } from "./component.ts";
import { monitor } from "./monitoring.ts";
import { placeOf } from "./device_place.ts";
import { object } from "./object.ts";
import { required21, since21 } from "./since.ts";
import { unsigned } from "./types.ts";

/** Whose monitor it is (EventNotificationEnumType). */
const eventNotification = z.enum([
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
}).reads({
  fill: {
    seqNo: () => 0,
    generatedAt: () => NO_TIME,
    "eventData.timestamp": () => NO_TIME,
    "eventData.actualValue": () => "",
  },
}).handle(async ({ eventData }, context) => {
  const { csms, station, change } = context;
  for (const event of eventData) {
    await csms.devices.events.happened(change, station, {
      ...placeOf(event),
      ...{ eventId: event.eventId, trigger: event.trigger, actualValue: event.actualValue },
      ...{ cleared: event.cleared ?? false, severity: event.severity, cause: event.cause },
      ...{ origin: event.eventNotificationType, monitor: event.variableMonitoringId },
      ...{ transaction: event.transactionId, techCode: event.techCode, techInfo: event.techInfo },
      at: toldAt(event.timestamp, context).toISOString(),
    });
  }
  return {};
});

/** A monitor of a variable (VariableMonitoringType). */
const variableMonitoring = object({
  id: unsigned,
  transaction: z.boolean(),
  value: z.number(),
  type: monitor,
  severity: unsigned,
  eventNotificationType: required21(eventNotification),
});

/** The monitors of one variable (MonitoringDataType). */
const monitoringData = object({
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
}).reads({ fill: { seqNo: () => 0, generatedAt: () => NO_TIME } }).handle(
  async ({ requestId, seqNo: seq, tbc, monitor = [] }, { csms, station, change, finding }) => {
    const told = monitor.flatMap((data) =>
      data.variableMonitoring.map(({ eventNotificationType: origin, ...each }) => ({
        ...placeOf(data),
        ...{ id: each.id, type: each.type, value: each.value, severity: each.severity },
        ...{ transaction: each.transaction, origin },
      }))
    );
    const { monitors } = csms.devices;
    const { items, dropped } = await monitors.reported(change, station, told, requestId);
    if (dropped > 0) {
      finding("too-many-monitors", "It has more monitors than are kept.", { dropped });
    }
    const part = { requestId, kind: "monitoring", seq, last: !tbc, items } as const;
    const whole = await csms.devices.inventories.part(change, station, part, finding);
    if (whole) await monitors.others(change, station, whole, told);
    return {};
  },
);
