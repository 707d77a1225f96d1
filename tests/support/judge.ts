import { fullFormats } from "ajv-formats/dist/formats.js";
import type { JsonSchema } from "./official.ts";

/**
 * What is wrong with a value by a JSON schema, in as much of JSON Schema as the official ones use; null where
 * nothing is. It reads the schema as it goes: most tests judge few payloads, and to compile took longer than they do.
 * `tests/conformance` holds it against ajv.
 */
export function judge(schema: JsonSchema, value: unknown, root = schema, at = ""): string | null {
  if (schema.$ref !== undefined) return judge(referred(schema.$ref, root), value, root, at);
  const wrong = (why: string) => `data${at} ${why}`;
  const { type, enum: words } = schema;
  if (type !== undefined && !isType[type](value)) return wrong(`must be ${type}`);
  if (words && !words.includes(value as string)) return wrong(`must be one of ${words}`);
  if (typeof value === "string") return text(schema, value, wrong);
  if (typeof value === "number") return number(schema, value, wrong);
  if (Array.isArray(value)) return array(schema, value, root, at, wrong);
  return isType.object(value) ? object(schema, value as Fields, root, at, wrong) : null;
}

type Fields = Readonly<Record<string, unknown>>;
type Wrong = (why: string) => string;

const isType = {
  object: (value: unknown) => typeof value === "object" && value !== null && !Array.isArray(value),
  array: Array.isArray,
  string: (value: unknown) => typeof value === "string",
  boolean: (value: unknown) => typeof value === "boolean",
  number: (value: unknown) => typeof value === "number" && Number.isFinite(value),
  integer: Number.isInteger,
};

function referred($ref: string, root: JsonSchema): JsonSchema {
  const name = $ref.replace("#/definitions/", "");
  const found = root.definitions?.[name];
  if (!found) throw new Error(`${root.$id} has no ${$ref}`);
  return found;
}

function text({ maxLength, format }: JsonSchema, value: string, wrong: Wrong): string | null {
  // A character may be two units of UTF-16.
  if (maxLength !== undefined && value.length > maxLength && [...value].length > maxLength) {
    return wrong(`must not have more than ${maxLength} characters`);
  }
  return format === undefined || isFormat(format, value)
    ? null
    : wrong(`must match format ${format}`);
}

function isFormat(name: string, value: string): boolean {
  const format = fullFormats[name as "date-time"] as Format | undefined;
  if (!format) throw new Error(`no format ${name} is known`);
  if (typeof format === "function") return format(value);
  return format instanceof RegExp ? format.test(value) : format.validate(value);
}

type Format = RegExp | ((value: string) => boolean) | { validate(value: string): boolean };

function number(schema: JsonSchema, value: number, wrong: Wrong): string | null {
  const { minimum = -Infinity, maximum = Infinity, multipleOf } = schema;
  if (value < minimum) return wrong(`must be >= ${minimum}`);
  if (value > maximum) return wrong(`must be <= ${maximum}`);
  if (multipleOf === undefined) return null;
  // 0.3 is no multiple of 0.1 in binary: a millionth of a step is let pass, as ocpp-rpc does.
  const steps = value / multipleOf;
  return Math.abs(Math.round(steps) - steps) < 1e-6
    ? null
    : wrong(`must be multipleOf ${multipleOf}`);
}

function array(
  { items, minItems = 0, maxItems = Infinity }: JsonSchema,
  value: readonly unknown[],
  root: JsonSchema,
  at: string,
  wrong: Wrong,
): string | null {
  if (value.length < minItems) return wrong(`must not have fewer than ${minItems} items`);
  if (value.length > maxItems) return wrong(`must not have more than ${maxItems} items`);
  if (!items) return null;
  for (const [n, item] of value.entries()) {
    const why = judge(items, item, root, `${at}/${n}`);
    if (why) return why;
  }
  return null;
}

function object(
  { properties = {}, required = [], additionalProperties }: JsonSchema,
  value: Fields,
  root: JsonSchema,
  at: string,
  wrong: Wrong,
): string | null {
  for (const name of required) {
    if (value[name] === undefined) return wrong(`must have required property ${name}`);
  }
  for (const [name, field] of Object.entries(value)) {
    // What is undefined is not written.
    if (field === undefined) continue;
    if (Object.hasOwn(properties, name)) {
      const why = judge(properties[name]!, field, root, `${at}/${name}`);
      if (why) return why;
    } else if (additionalProperties === false) {
      return wrong(`must NOT have additional properties: ${name}`);
    }
  }
  return null;
}
