import { z } from "zod";
import { action } from "../action.ts";
import { component, componentVariable, variable } from "./component.ts";
import { placeOf, resultOf, together, wirePlace, wireSelected } from "./device_place.ts";
import { object } from "./object.ts";
import { outcome } from "./outcome.ts";
import { present } from "./present.ts";
import { deviceModelStatus } from "./reports.ts";
import { since21, words } from "./since.ts";
import { statusInfo, whyOf } from "./status_info.ts";
import { streamParams } from "./stream_params.ts";
import { accepted, unsigned } from "./types.ts";

/** What makes a monitor fire (MonitorEnumType). */
export const monitor = words([
  "UpperThreshold",
  "LowerThreshold",
  "Delta",
  "Periodic",
  "PeriodicClockAligned",
], { since21: ["TargetDelta", "TargetDeltaRelative"] });

/** A monitor to set; severity 0 is the worst, 9 the least (SetMonitoringDataType). */
export const setMonitoringData = object({
  id: unsigned.optional(),
  periodicEventStream: since21(streamParams),
  transaction: z.boolean().optional(),
  value: z.number(),
  type: monitor,
  severity: unsigned,
  component,
  variable,
});

/** Whether a monitor was set (SetMonitoringResultType). */
export const setMonitoringResult = object({
  id: unsigned.optional(),
  statusInfo: statusInfo.optional(),
  status: z.enum([
    "Accepted",
    "UnknownComponent",
    "UnknownVariable",
    "UnsupportedMonitorType",
    "Rejected",
    "Duplicate",
  ]),
  type: monitor,
  component,
  variable,
  severity: unsigned,
});

/** The station watches variables (N04). */
export const setVariableMonitoring = action("SetVariableMonitoring", {
  request: object({ setMonitoringData: z.array(setMonitoringData).min(1) }),
  response: object({ setMonitoringResult: z.array(setMonitoringResult).min(1) }),
}).answered(({ setMonitoringData }, { setMonitoringResult }, { csms, station, change }) => {
  const wishes = [...setMonitoringData];
  for (const said of setMonitoringResult) {
    // Results come in any order: a wish is found by what both say, and each only once.
    const at = wishes.findIndex((wish) => nameOf(wish) === nameOf(said));
    const wish = at < 0 ? undefined : wishes.splice(at, 1)[0];
    const id = said.id ?? wish?.id;
    if (said.status !== "Accepted" || !wish || id === undefined) continue;
    const { type, value, severity, transaction = false } = wish;
    const monitor = { ...placeOf(wish), id, type, value, severity, transaction };
    csms.devices.monitors.taken(change, station, { ...monitor, origin: "CustomMonitor" });
  }
}).does("watch", {
  encode: ({ items }) => ({
    setMonitoringData: items.map(({ component, variable, type, stream, ...wish }) =>
      present({
        ...wish,
        ...wirePlace({ component, variable }),
        type: type as z.input<typeof monitor>,
        periodicEventStream: stream,
      })
    ),
  }),
  decode: ({ setMonitoringResult }) =>
    together(setMonitoringResult.map((said) => ({ ...resultOf(said, said.status), id: said.id }))),
});

function nameOf(
  each: z.output<typeof setMonitoringData> | z.output<typeof setMonitoringResult>,
): string {
  return JSON.stringify([placeOf(each), each.type, each.severity]).toLowerCase();
}

/** The station takes up one of the standard sets of monitors (N03). */
export const setMonitoringBase = action("SetMonitoringBase", {
  request: object({ monitoringBase: z.enum(["All", "FactoryDefault", "HardWiredOnly"]) }),
  response: object({ status: deviceModelStatus, statusInfo: statusInfo.optional() }),
}).does("watchBase", { encode: ({ base }) => ({ monitoringBase: base }), decode: outcome });

/** The station reports events up to a severity only (N05). */
export const setMonitoringLevel = action("SetMonitoringLevel", {
  request: object({ severity: unsigned }),
  response: object({ status: accepted, statusInfo: statusInfo.optional() }),
}).does("watchLevel", { encode: ({ severity }) => ({ severity }), decode: outcome });

/** Whether a monitor was dropped (ClearMonitoringResultType). */
const clearMonitoringResult = object({
  status: z.enum(["Accepted", "Rejected", "NotFound"]),
  id: unsigned,
  statusInfo: statusInfo.optional(),
});

/** The station drops monitors (N06). */
export const clearVariableMonitoring = action("ClearVariableMonitoring", {
  request: object({ id: z.array(unsigned).min(1) }),
  response: object({ clearMonitoringResult: z.array(clearMonitoringResult).min(1) }),
}).answered((_, { clearMonitoringResult }, { csms, station, change }) => {
  for (const { id, status } of clearMonitoringResult) {
    if (status !== "Rejected") csms.devices.monitors.dropped(change, station, id);
  }
}).does("unwatch", {
  encode: ({ ids }) => ({ id: [...ids] }),
  decode: ({ clearMonitoringResult }) =>
    together(
      clearMonitoringResult.map(({ id, status, statusInfo }) => ({
        ...{ id, status },
        ...whyOf(statusInfo),
      })),
    ),
});

/** The station is to report its monitors (N02). */
export const getMonitoringReport = action("GetMonitoringReport", {
  request: object({
    componentVariable: z.array(componentVariable).min(1).optional(),
    requestId: z.int(),
    monitoringCriteria: z.array(
      z.enum(["ThresholdMonitoring", "DeltaMonitoring", "PeriodicMonitoring"]),
    ).min(1).max(3).optional(),
  }),
  response: object({ status: deviceModelStatus, statusInfo: statusInfo.optional() }),
}).answered(async ({ requestId, ...narrowed }, { status }, { csms, station, change }) => {
  const { monitors, inventories } = csms.devices;
  const { componentVariable, monitoringCriteria } = narrowed;
  const all = !componentVariable && !monitoringCriteria;
  if (status === "EmptyResultSet" && all) {
    await monitors.others(change, station, { requestId, startedAt: csms.now().toISOString() });
  }
  if (status !== "Accepted") return;
  const whole = await inventories.asked(change, station, {
    ...{ requestId, kind: "monitoring", asked: all ? "all" : "custom" },
    ...(all ? { all: true } : {}),
  });
  if (whole) await monitors.others(change, station, whole);
}).does("watchReport", {
  encode: ({ requestId, criteria, items }) => ({
    requestId,
    monitoringCriteria: criteria && [...criteria],
    componentVariable: items?.map(wireSelected),
  }),
  decode: outcome,
});
