import { z } from "zod";
import type { Action } from "../action.ts";
import { markOf } from "./since.ts";

const derived = new WeakMap<z.ZodType, z.ZodType>();

/** The schema of 2.0.1 that a schema of 2.1 tells of; itself where the two are the same. */
export function before21(schema: z.ZodType): z.ZodType {
  const known = derived.get(schema);
  if (known) return known;
  const marked = markOf(schema);
  if (marked === null) throw new Error("2.0.1 has nothing in place of this schema");
  const earlier = marked ? before21(marked) : rebuilt(schema);
  derived.set(schema, earlier);
  return earlier;
}

/** An action as 2.0.1 has it: its own schemas, derived when they are first used, all else shared. */
export function in201(action: Action): Action {
  return Object.create(action, {
    request: { get: () => before21(action.request) },
    response: { get: () => before21(action.response) },
  });
}

function rebuilt(schema: z.ZodType): z.ZodType {
  if (schema instanceof z.ZodObject) return object(schema);
  if (schema instanceof z.ZodArray) {
    const element = before21(schema.element as z.ZodType);
    return element === schema.element ? schema : schema.clone({ ...schema.def, element });
  }
  if (schema instanceof z.ZodOptional) {
    const inner = schema.unwrap() as z.ZodType;
    const innerType = before21(inner);
    return innerType === inner ? schema : schema.clone({ ...schema.def, innerType });
  }
  return schema;
}

function object(schema: z.ZodObject): z.ZodType {
  const fields = Object.entries(schema.shape as Record<string, z.ZodType>);
  const kept = fields.filter(([, field]) => markOf(field) !== null)
    .map(([name, field]) => [name, before21(field)] as const);
  const same = kept.length === fields.length &&
    kept.every(([, field], at) => field === fields[at]![1]);
  return same ? schema : schema.clone({ ...schema.def, shape: Object.fromEntries(kept) });
}
