import { z } from "zod";
import { placeKey, readPlace, type Reference } from "../../csms/devices/place.ts";
import { action } from "../action.ts";
import { InvalidPayload } from "../errors.ts";
import { text } from "../text.ts";
import { attributeType, component, variable } from "./component.ts";
import { limitsIn } from "./device_limits.ts";
import { placeOf, resultOf, together, wirePlace } from "./device_place.ts";
import { object } from "./object.ts";
import { longText } from "./since.ts";
import { statusInfo } from "./status_info.ts";

/** A variable to read (GetVariableDataType). */
const getVariableData = object({
  attributeType: attributeType.optional(),
  component,
  variable,
});

/** A variable as it was read, or why not (GetVariableResultType). */
const getVariableResult = object({
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
}).answered(async (_, { getVariableResult }, { csms, station, change, finding }) => {
  const accepted = getVariableResult.filter(({ attributeStatus }) => attributeStatus === "Accepted")
    .map(readOf);
  const told = accepted.filter(({ value }) => value !== undefined);
  if (told.length < accepted.length) {
    const without = accepted.find(({ value }) => value === undefined)!;
    finding("missing-value", "A variable that was read has no value.", placeKey(without));
  }
  await csms.devices.model.read(change, station, accepted);
  await csms.devices.model.learnLimits(change, station, limitsIn(told));
  const actual = told.filter(({ type }) => type === undefined);
  const keys = await Promise.all(actual.map(async (each) => {
    const known = await csms.devices.model.get(station, each);
    const attribute = known?.attributes.find(({ type }) => type === "Actual");
    const readonly = attribute?.mutability === "ReadOnly";
    return { key: placeKey(each), value: each.value, readonly };
  }));
  await csms.devices.configuration.reported(change, station, keys);
}).does("readVariables", {
  encode: ({ items }) => ({
    getVariableData: items.map((item) => ({ ...wirePlace(item), attributeType: item.type })),
  }),
  decode: ({ getVariableResult }) => together(getVariableResult.map(readOf)),
}).does("getConfiguration", {
  encode({ keys = [] }) {
    if (keys.length === 0) return undefined;
    const places = keys.map((key, n) => placeNamed(key, `keys.${n}`));
    return {
      getVariableData: places.map((place) => ({ ...wirePlace(place), attributeType: place.type })),
    };
  },
  decode({ getVariableResult }) {
    const [known, unknown] = [true, false].map((yes) =>
      getVariableResult.filter(({ attributeStatus }) => (attributeStatus === "Accepted") === yes)
        .map(readOf)
    );
    return {
      ...{ accepted: true, status: "Accepted" },
      keys: known!.map((each) => ({ key: placeKey(each), value: each.value, readonly: false })),
      unknown: unknown!.map(placeKey),
    };
  },
});

/** The variable that a key of the configuration means; throws InvalidPayload where it names none. */
function placeNamed(key: string, path: string): Reference {
  const place = readPlace(key);
  if (place) return place;
  const message = `${key} names no variable: it is written Component.Variable in this version`;
  throw new InvalidPayload(message, [{ path, message }]);
}

function readOf(said: z.output<typeof getVariableResult>) {
  return { ...resultOf(said, said.attributeStatus), value: said.attributeValue };
}

/** A variable to set (SetVariableDataType). */
const setVariableData = object({
  attributeType: attributeType.optional(),
  attributeValue: longText(1000, { since21: 2500 }),
  component,
  variable,
});

/** Whether a variable was set (SetVariableResultType). */
const setVariableResult = object({
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
}).answered(async ({ setVariableData }, { setVariableResult }, { csms, station, change }) => {
  const asked = new Map(setVariableData.map((each) => [nameOf(each), each.attributeValue]));
  const results = setVariableResult.map((said) => ({
    ...setOf(said),
    value: asked.get(nameOf(said)),
  }))
    .filter(({ value }) => value !== undefined);
  const taken = results.filter(({ status }) => yes.includes(status));
  await csms.devices.model.taken(
    change,
    station,
    taken.map((each) => ({
      ...each,
      ...(each.status === "RebootRequired" ? { rebootRequired: true } : {}),
    })),
  );
  for (const each of results) {
    if (yes.includes(each.status)) continue;
    const { value = "", status } = each;
    await csms.devices.configuration.refused(change, station, placeKey(each), value, status);
  }
}).does("writeVariables", {
  encode: ({ items }) => ({
    setVariableData: items.map((item) => ({
      ...wirePlace(item),
      attributeType: item.type,
      attributeValue: item.value,
    })),
  }),
  decode: ({ setVariableResult }) => together(setVariableResult.map(setOf), yes),
}).does("setConfiguration", {
  encode({ key, value }) {
    const place = placeNamed(key, "key");
    return {
      setVariableData: [{
        ...wirePlace(place),
        attributeType: place.type,
        attributeValue: value,
      }],
    };
  },
  decode: taken,
}).does("giveKey", {
  encode: ({ secret }) => ({
    setVariableData: [{
      component: { name: "SecurityCtrlr" },
      variable: { name: "BasicAuthPassword" },
      attributeValue: secret,
    }],
  }),
  decode: taken,
});

function taken(answer: { setVariableResult: z.output<typeof setVariableResult>[] }) {
  const { items: _, ...said } = together(answer.setVariableResult.map(setOf), yes);
  return said;
}

/** Both mean that the station has the value. */
const yes: readonly string[] = ["Accepted", "RebootRequired"];

function setOf(said: z.output<typeof setVariableResult>) {
  return resultOf(said, said.attributeStatus);
}

/** One variable by a name that its request and its result share. */
function nameOf(
  each: z.output<typeof setVariableResult> | z.output<typeof setVariableData>,
): string {
  return placeKey({ ...placeOf(each), type: each.attributeType }).toLowerCase();
}
