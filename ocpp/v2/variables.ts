import { z } from "zod";
import { action } from "../action.ts";
import { text } from "../text.ts";
import { attributeType, component, variable } from "./component.ts";
import { object } from "./object.ts";
import { longText } from "./since.ts";
import { statusInfo } from "./status_info.ts";

/** A variable to read (GetVariableDataType). */
export const getVariableData = object({
  attributeType: attributeType.optional(),
  component,
  variable,
});

/** A variable as it was read, or why not (GetVariableResultType). */
export const getVariableResult = object({
  attributeStatus: z.enum([
    "Accepted",
    "Rejected",
    "UnknownComponent",
    "UnknownVariable",
    "NotSupportedAttributeType",
  ]),
  attributeStatusInfo: statusInfo.optional(),
  attributeType: attributeType.optional(),
  attributeValue: text(2500).optional(),
  component,
  variable,
});

/** The station tells values of its device model (B06). */
export const getVariables = action("GetVariables", {
  request: object({ getVariableData: z.array(getVariableData).min(1) }),
  response: object({ getVariableResult: z.array(getVariableResult).min(1) }),
});

/** A variable to set (SetVariableDataType). */
export const setVariableData = object({
  attributeType: attributeType.optional(),
  attributeValue: longText(1000, { since21: 2500 }),
  component,
  variable,
});

/** Whether a variable was set (SetVariableResultType). */
export const setVariableResult = object({
  attributeType: attributeType.optional(),
  attributeStatus: z.enum([
    "Accepted",
    "Rejected",
    "UnknownComponent",
    "UnknownVariable",
    "NotSupportedAttributeType",
    "RebootRequired",
  ]),
  attributeStatusInfo: statusInfo.optional(),
  component,
  variable,
});

/** The station takes values into its device model (B05). */
export const setVariables = action("SetVariables", {
  request: object({ setVariableData: z.array(setVariableData).min(1) }),
  response: object({ setVariableResult: z.array(setVariableResult).min(1) }),
});
