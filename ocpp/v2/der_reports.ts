import { z } from "zod";
import { action } from "../action.ts";
import { text } from "../text.ts";
import { timestamp } from "../time.ts";
import { NO_TIME, toldAt } from "../told.ts";
import { derCurve } from "./der_curve.ts";
import { derControl } from "./der_parameters.ts";
import {
  enterService,
  fixedPF,
  fixedVar,
  freqDroop,
  gradient,
  limitMaxDischarge,
} from "./der_settings.ts";
import { object } from "./object.ts";

/** A curve that is set (DERCurveGetType). */
const derCurveGet = object({
  curve: derCurve,
  id: text(36),
  curveType: derControl,
  isDefault: z.boolean(),
  isSuperseded: z.boolean(),
});

/** The conditions to join the grid that are set (EnterServiceGetType). */
const enterServiceGet = object({ enterService, id: text(36) });

/** A power factor that is set (FixedPFGetType). */
const fixedPFGet = object({
  fixedPF,
  id: text(36),
  isDefault: z.boolean(),
  isSuperseded: z.boolean(),
});

/** A reactive power that is set (FixedVarGetType). */
const fixedVarGet = object({
  fixedVar,
  id: text(36),
  isDefault: z.boolean(),
  isSuperseded: z.boolean(),
});

/** A frequency droop that is set (FreqDroopGetType). */
const freqDroopGet = object({
  freqDroop,
  id: text(36),
  isDefault: z.boolean(),
  isSuperseded: z.boolean(),
});

/** A gradient that is set (GradientGetType). */
const gradientGet = object({ gradient, id: text(36) });

/** A limit of discharge that is set (LimitMaxDischargeGetType). */
const limitMaxDischargeGet = object({
  id: text(36),
  isDefault: z.boolean(),
  isSuperseded: z.boolean(),
  limitMaxDischarge,
});

/** The type of the controls in each field of a report but `curve`, where each says its own. */
const kinds = {
  enterService: "EnterService",
  fixedPFAbsorb: "FixedPFAbsorb",
  fixedPFInject: "FixedPFInject",
  fixedVar: "FixedVar",
  freqDroop: "FreqDroop",
  gradient: "Gradients",
  limitMaxDischarge: "LimitMaxDischarge",
} as const;

type Report = Readonly<Record<string, unknown>>;
interface Told {
  readonly id: string;
  readonly curveType?: string;
  readonly isDefault?: boolean;
  readonly isSuperseded?: boolean;
}

/** The controls that a report tells of, whatever their kind. */
function controlsIn(report: Report) {
  const fields = ["curve", ...Object.keys(kinds)] as const;
  return fields.flatMap((field) =>
    ((report[field] ?? []) as readonly Told[]).map((told) => {
      const { id, curveType, isDefault = false, isSuperseded = false, ...settings } = told;
      const type = curveType ?? kinds[field as keyof typeof kinds];
      return { id, type, isDefault, settings, superseded: isSuperseded };
    })
  );
}

/** A station reports its controls; `tbc` says that more follow (R04). */
export const reportDERControl = action("ReportDERControl", {
  since: "2.1",
  request: object({
    curve: z.array(derCurveGet).min(1).max(24).optional(),
    enterService: z.array(enterServiceGet).min(1).max(24).optional(),
    fixedPFAbsorb: z.array(fixedPFGet).min(1).max(24).optional(),
    fixedPFInject: z.array(fixedPFGet).min(1).max(24).optional(),
    fixedVar: z.array(fixedVarGet).min(1).max(24).optional(),
    freqDroop: z.array(freqDroopGet).min(1).max(24).optional(),
    gradient: z.array(gradientGet).min(1).max(24).optional(),
    limitMaxDischarge: z.array(limitMaxDischargeGet).min(1).max(24).optional(),
    requestId: z.int(),
    tbc: z.boolean().optional(),
  }),
  response: object({}),
}).handle(async (report, { csms, station, change, finding }) => {
  for (const control of controlsIn(report)) {
    if (await csms.der.reported(change, station, control)) continue;
    finding("too-many-controls", "It has more controls than are kept.", { id: control.id });
  }
  return {};
});

/** A station says that the grid has a fault, or is sound again (R05). */
export const notifyDERAlarm = action("NotifyDERAlarm", {
  since: "2.1",
  request: object({
    controlType: derControl,
    gridEventFault: z.enum([
      "CurrentImbalance",
      "LocalEmergency",
      "LowInputPower",
      "OverCurrent",
      "OverFrequency",
      "OverVoltage",
      "PhaseRotation",
      "RemoteEmergency",
      "UnderFrequency",
      "UnderVoltage",
      "VoltageImbalance",
    ]).optional(),
    alarmEnded: z.boolean().optional(),
    timestamp,
    extraInfo: text(200).optional(),
  }),
  response: object({}),
}).reads({ fill: { timestamp: () => NO_TIME } }).handle(async (said, context) => {
  const { controlType, gridEventFault, alarmEnded, extraInfo, timestamp } = said;
  await context.csms.der.happened(context.change, context.station, {
    kind: alarmEnded ? "alarm-ended" : "alarm",
    ...{ type: controlType, fault: gridEventFault, info: extraInfo },
    at: toldAt(timestamp, context),
  });
  return {};
});

/** A station says that a control takes effect, or ends (R04). */
export const notifyDERStartStop = action("NotifyDERStartStop", {
  since: "2.1",
  request: object({
    controlId: text(36),
    started: z.boolean(),
    timestamp,
    supersededIds: z.array(text(36)).min(1).max(24).optional(),
  }),
  response: object({}),
}).reads({ fill: { timestamp: () => NO_TIME } }).handle(async (said, context) => {
  const { controlId, started, supersededIds, timestamp } = said;
  await context.csms.der.happened(context.change, context.station, {
    ...{ kind: started ? "started" : "stopped", control: controlId, supersededIds },
    at: toldAt(timestamp, context),
  });
  return {};
});
