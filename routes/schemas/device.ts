import { z } from "@hono/zod-openapi";
import { placeKey, readPlace } from "../../csms/devices/place.ts";
import type { Place } from "../../csms/model/device.ts";
import type { Selected, VariableResult } from "../../csms/verbs.ts";
import { invalid } from "../problem.ts";
import { maybe } from "./charging.ts";
import { evse, time } from "./names.ts";

/** A variable of a component in one word. */
export const variableKey = z.string().min(1).max(250).openapi({
  description: "`Component[instance]@evse.connector.Variable[instance]#Type`; all but the two " +
    "names is left out where there is none, and `%` with two digits of hex stands for a " +
    "character that has a meaning here",
  example: "Connector@1.1.AvailabilityState",
});

/** A part of a station, as it is shown. */
export const component = z.strictObject({
  name: z.string(),
  instance: z.string().nullable(),
  evse: z.int().nullable(),
  connector: z.int().nullable(),
});

/** A part of a station, as it is named. */
export const namedComponent = z.strictObject({
  name: z.string().min(1).max(50),
  instance: maybe(z.string().min(1).max(50)),
  evse: maybe(evse),
  connector: maybe(evse),
});

/** A variable of a component, as it is shown. */
export const place = {
  key: z.string(),
  component,
  variable: z.strictObject({ name: z.string(), instance: z.string().nullable() }),
};

/** What a station said to one variable of a list. */
export const variableResult = z.strictObject({
  key: z.string(),
  status: z.string(),
  why: z.string().nullable(),
});

/** What a station watches. */
export const monitor = z.strictObject({
  id: z.int(),
  ...place,
  type: z.string(),
  value: z.number(),
  severity: z.int().openapi({ description: "From 0, the worst, to 9" }),
  transaction: z.boolean().openapi({ description: "Only while a transaction runs" }),
  origin: z.string().nullable(),
  receivedAt: time,
}).openapi("Monitor");

/** Parts that a report is narrowed to, each with a variable or as a whole. */
export const selection = z.array(
  z.strictObject({
    component: namedComponent,
    variable: maybe(
      z.strictObject({ name: z.string().min(1).max(50), instance: maybe(z.string().max(50)) }),
    ),
  }),
).min(1).max(200);

type Named = { name: string; instance?: string; evse?: number; connector?: number };

/** A selection in the words of the rules. */
export function selected(items: z.output<typeof selection> | undefined): Selected[] | undefined {
  return items?.map(({ component, variable }) => ({
    component: component as Named,
    ...(variable ? { variable: variable as Named } : {}),
  }));
}

/** The variable that a key names; throws the problem `invalid` with the path of the key. */
export function placeAt(key: string, path: string) {
  const place = readPlace(key);
  if (place) return place;
  throw invalid(path, `${JSON.stringify(key)} is not a component and a variable of it`);
}

/** Something of a variable with the key by which that is asked for. */
export function keyed<T extends Place>(item: T): T & { key: string } {
  const { component, variable } = item;
  return { ...item, key: placeKey({ component, variable }) };
}

/** A result with its key, the type of the value included. */
export function keyedResult(item: VariableResult & { value?: string; id?: number }) {
  return {
    key: placeKey(item),
    status: item.status,
    why: item.why,
    value: item.value,
    id: item.id,
  };
}
