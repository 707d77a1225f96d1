import { z } from "zod";
import { action } from "../action.ts";
import { text } from "../text.ts";
import { timestamp } from "../time.ts";
import { attributeType, component, componentVariable, variable } from "./component.ts";
import { object } from "./object.ts";
import { since21 } from "./since.ts";
import { statusInfo } from "./status_info.ts";
import { unsigned } from "./types.ts";

/** A value of a variable, and what may be done with it (VariableAttributeType). */
export const variableAttribute = object({
  type: attributeType.optional(),
  value: text(2500).optional(),
  mutability: z.enum(["ReadOnly", "WriteOnly", "ReadWrite"]).optional(),
  persistent: z.boolean().optional(),
  constant: z.boolean().optional(),
});

/** What values a variable can have (VariableCharacteristicsType). */
export const variableCharacteristics = object({
  unit: text(16).optional(),
  dataType: z.enum([
    "string",
    "decimal",
    "integer",
    "dateTime",
    "boolean",
    "OptionList",
    "SequenceList",
    "MemberList",
  ]),
  minLimit: z.number().optional(),
  maxLimit: z.number().optional(),
  maxElements: since21(z.int().min(1)),
  valuesList: text(1000).optional(),
  supportsMonitoring: z.boolean(),
});

/** All that is known of one variable (ReportDataType). */
export const reportData = object({
  component,
  variable,
  variableAttribute: z.array(variableAttribute).min(1).max(4),
  variableCharacteristics: variableCharacteristics.optional(),
});

/** Whether a report or a base will come (GenericDeviceModelStatusEnumType). */
export const deviceModelStatus = z.enum(["Accepted", "Rejected", "NotSupported", "EmptyResultSet"]);

/** The station is to report its device model by one of the standard selections (B07). */
export const getBaseReport = action("GetBaseReport", {
  request: object({
    requestId: z.int(),
    reportBase: z.enum(["ConfigurationInventory", "FullInventory", "SummaryInventory"]),
  }),
  response: object({ status: deviceModelStatus, statusInfo: statusInfo.optional() }),
});

/** The station is to report the variables that meet criteria (B08). */
export const getReport = action("GetReport", {
  request: object({
    componentVariable: z.array(componentVariable).min(1).optional(),
    requestId: z.int(),
    componentCriteria: z.array(z.enum(["Active", "Available", "Enabled", "Problem"])).min(1).max(4)
      .optional(),
  }),
  response: object({ status: deviceModelStatus, statusInfo: statusInfo.optional() }),
});

/** A station reports a part of its device model; `tbc` says that more follows (B07). */
export const notifyReport = action("NotifyReport", {
  request: object({
    requestId: z.int(),
    generatedAt: timestamp,
    reportData: z.array(reportData).min(1).optional(),
    tbc: z.boolean().optional(),
    seqNo: unsigned,
  }),
  response: object({}),
});
