import { z } from "zod";
import { action } from "../action.ts";
import { text } from "../text.ts";
import { timestamp } from "../time.ts";
import { NO_TIME } from "../told.ts";
import { attributeType, component, componentVariable, variable } from "./component.ts";
import { limitsIn } from "./device_limits.ts";
import { placeOf, wireSelected } from "./device_place.ts";
import { object } from "./object.ts";
import { outcome } from "./outcome.ts";
import { since21 } from "./since.ts";
import { statusInfo } from "./status_info.ts";
import { unsigned } from "./types.ts";

/** A value of a variable, and what may be done with it (VariableAttributeType). */
const variableAttribute = object({
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
}).answered(async ({ requestId, reportBase }, { status }, { csms, station, change }) => {
  if (status !== "Accepted") return;
  const all = reportBase === "FullInventory" ? { all: true } as const : {};
  const asked = { requestId, kind: "inventory", asked: reportBase, ...all } as const;
  const { inventories, model } = csms.devices;
  const whole = await inventories.asked(change, station, asked);
  if (whole) await model.others(change, station, whole, []);
}).does("report", {
  encode: ({ requestId, base }) => base && { requestId, reportBase: base },
  decode: outcome,
}).does("getConfiguration", {
  encode: ({ keys, requestId }) =>
    keys || requestId === undefined
      ? undefined
      : { requestId, reportBase: "ConfigurationInventory" },
  decode: (said) => ({
    ...{ ...outcome(said), keys: [], unknown: [] },
    ...(said.status === "Accepted" ? { pending: true } : {}),
  }),
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
}).answered(async ({ requestId }, { status }, { csms, station, change }) => {
  if (status !== "Accepted") return;
  const asked = { requestId, kind: "inventory", asked: "custom" } as const;
  await csms.devices.inventories.asked(change, station, asked);
}).does("report", {
  encode: ({ requestId, base, criteria, items }) =>
    base ? undefined : {
      requestId,
      componentCriteria: criteria && [...criteria],
      componentVariable: items?.map(wireSelected),
    },
  decode: outcome,
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
}).reads({ fill: { seqNo: () => 0, generatedAt: () => NO_TIME } }).handle(
  async ({ requestId, seqNo: seq, tbc, reportData = [] }, context) => {
    const { csms, station, change, finding } = context;
    const variables = reportData.map((data) => ({
      ...placeOf(data),
      attributes: data.variableAttribute.map(({ type = "Actual", mutability, ...each }) => ({
        ...{ type, mutability, value: each.value },
        ...{ persistent: each.persistent, constant: each.constant },
      })),
      characteristics: data.variableCharacteristics,
    }));
    const { model } = csms.devices;
    const { items, dropped } = await model.reported(change, station, variables, requestId);
    if (dropped > 0) {
      finding("too-many-variables", "It has more variables than are kept.", { dropped });
    }
    await csms.devices.model.learnLimits(
      change,
      station,
      limitsIn(variables.map(({ attributes, ...place }) => ({
        ...place,
        value: attributes.find(({ type }) => type === "Actual")?.value,
      }))),
    );
    const part = { requestId, kind: "inventory", seq, last: !tbc, items } as const;
    const whole = await csms.devices.inventories.part(change, station, part, finding);
    if (whole) await model.others(change, station, whole, variables);
    return {};
  },
);
