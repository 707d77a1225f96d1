import { z } from "zod";
import type { DerChoice } from "../../csms/der/controls.ts";
import { action } from "../action.ts";
import { text } from "../text.ts";
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
import { outcome } from "./outcome.ts";
import { statusInfo } from "./status_info.ts";

/** Whether a control was taken, told or dropped (DERControlStatusEnumType). */
const derControlStatus = z.enum(["Accepted", "Rejected", "NotSupported", "NotFound"]);

/** The station takes a control of its distributed energy resource (R04). */
export const setDERControl = action("SetDERControl", {
  since: "2.1",
  request: object({
    isDefault: z.boolean(),
    controlId: text(36),
    controlType: derControl,
    curve: derCurve.optional(),
    enterService: enterService.optional(),
    fixedPFAbsorb: fixedPF.optional(),
    fixedPFInject: fixedPF.optional(),
    fixedVar: fixedVar.optional(),
    freqDroop: freqDroop.optional(),
    gradient: gradient.optional(),
    limitMaxDischarge: limitMaxDischarge.optional(),
  }),
  response: object({
    status: derControlStatus,
    statusInfo: statusInfo.optional(),
    supersededIds: z.array(text(36)).min(1).max(24).optional(),
  }),
}).answered(async (asked, { status, supersededIds = [] }, { csms, station, change }) => {
  if (status !== "Accepted") return;
  const { isDefault, controlId: id, controlType: type, customData: _, ...settings } = asked;
  await csms.der.taken(change, station, { id, type, isDefault, settings }, supersededIds);
}).does("setDerControl", {
  // What a control is made of is the same word for word; the schema says whether it is right.
  encode: ({ id, type, isDefault, settings }) => ({
    ...settings as Record<string, never>,
    ...{ isDefault, controlId: id, controlType: type as z.output<typeof derControl> },
  }),
  decode: ({ supersededIds, ...said }) => ({
    ...outcome(said),
    ...(supersededIds ? { supersededIds } : {}),
  }),
});

/** The station is to report its controls (R04). */
export const getDERControl = action("GetDERControl", {
  since: "2.1",
  request: object({
    requestId: z.int(),
    isDefault: z.boolean().optional(),
    controlType: derControl.optional(),
    controlId: text(36).optional(),
  }),
  response: object({ status: derControlStatus, statusInfo: statusInfo.optional() }),
}).does("getDerControls", {
  encode: ({ requestId, ...choice }) => ({ requestId, ...chosen(choice) }),
  decode: outcome,
});

/** The station drops controls (R04). */
export const clearDERControl = action("ClearDERControl", {
  since: "2.1",
  request: object({
    isDefault: z.boolean(),
    controlType: derControl.optional(),
    controlId: text(36).optional(),
  }),
  response: object({ status: derControlStatus, statusInfo: statusInfo.optional() }),
}).answered(async (asked, { status }, { csms, station, change }) => {
  // A station that finds none of them has none of them.
  if (status !== "Accepted" && status !== "NotFound") return;
  const { isDefault, controlType: type, controlId: id } = asked;
  await csms.der.cleared(change, station, { isDefault, type, id });
}).does("clearDerControls", {
  encode: ({ isDefault, ...choice }) => ({ ...chosen(choice), isDefault }),
  decode: outcome,
});

function chosen({ id, type, isDefault }: DerChoice) {
  return {
    ...(isDefault === undefined ? {} : { isDefault }),
    ...(type === undefined ? {} : { controlType: type as z.output<typeof derControl> }),
    ...(id === undefined ? {} : { controlId: id }),
  };
}
