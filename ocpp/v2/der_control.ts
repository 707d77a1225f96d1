import { z } from "zod";
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
import { statusInfo } from "./status_info.ts";

/** Whether a control was taken, told or dropped (DERControlStatusEnumType). */
export const derControlStatus = z.enum(["Accepted", "Rejected", "NotSupported", "NotFound"]);

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
});
