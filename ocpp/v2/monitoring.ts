import { z } from "zod";
import { action } from "../action.ts";
import { component, componentVariable, variable } from "./component.ts";
import { object } from "./object.ts";
import { deviceModelStatus } from "./reports.ts";
import { since21, words } from "./since.ts";
import { statusInfo } from "./status_info.ts";
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
});

/** The station takes up one of the standard sets of monitors (N03). */
export const setMonitoringBase = action("SetMonitoringBase", {
  request: object({ monitoringBase: z.enum(["All", "FactoryDefault", "HardWiredOnly"]) }),
  response: object({ status: deviceModelStatus, statusInfo: statusInfo.optional() }),
});

/** The station reports events up to a severity only (N05). */
export const setMonitoringLevel = action("SetMonitoringLevel", {
  request: object({ severity: unsigned }),
  response: object({ status: accepted, statusInfo: statusInfo.optional() }),
});

/** Whether a monitor was dropped (ClearMonitoringResultType). */
export const clearMonitoringResult = object({
  status: z.enum(["Accepted", "Rejected", "NotFound"]),
  id: unsigned,
  statusInfo: statusInfo.optional(),
});

/** The station drops monitors (N06). */
export const clearVariableMonitoring = action("ClearVariableMonitoring", {
  request: object({ id: z.array(unsigned).min(1) }),
  response: object({ clearMonitoringResult: z.array(clearMonitoringResult).min(1) }),
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
});
