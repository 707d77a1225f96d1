/** A valid payload changed in one place, just outside of what its schema allows or not. */
import type { JsonSchema } from "../support/official.ts";
import { resolve } from "./instances.ts";

interface Mutant {
  /** What was changed and where, for the message of a failing test. */
  readonly what: string;
  readonly payload: unknown;
}

/** All changes of one place of `value`, which is valid by `schema`. */
export function* mutants(
  schema: JsonSchema,
  value: unknown,
  root: JsonSchema = schema,
  path = "$",
): Generator<Mutant> {
  const meant = resolve(schema, root);
  for (const other of [null, true, 1.5, "", "?", [], {}, [value], { value }]) {
    yield { what: `${path} := ${JSON.stringify(other)?.slice(0, 40)}`, payload: other };
  }
  for (const other of ofType(meant, value)) {
    yield { what: `${path} := ${JSON.stringify(other).slice(0, 60)}`, payload: other };
  }
  if (meant.type === "object") yield* inObject(meant, value as Fields, root, path);
  if (meant.type === "array") yield* inArray(meant, value as unknown[], root, path);
}

type Fields = Record<string, unknown>;

function* inObject(schema: JsonSchema, value: Fields, root: JsonSchema, path: string) {
  for (const key of ["unknown", "constructor", "", "idtag", ...lookalikes(schema)]) {
    if (schema.properties && Object.hasOwn(schema.properties, key)) continue;
    yield { what: `${path} plus "${key}"`, payload: { ...value, [key]: "x" } };
  }
  for (const [key, inner] of Object.entries(schema.properties ?? {})) {
    if (!Object.hasOwn(value, key)) continue;
    const { [key]: old, ...rest } = value;
    yield { what: `${path} minus "${key}"`, payload: rest };
    for (const { what, payload } of mutants(inner, old, root, `${path}.${key}`)) {
      yield { what, payload: { ...value, [key]: payload } };
    }
  }
}

/** The names of the fields in another case: names are exact. */
function lookalikes({ properties = {} }: JsonSchema): string[] {
  return Object.keys(properties).slice(0, 2).map((key) => key[0]!.toUpperCase() + key.slice(1));
}

function* inArray(schema: JsonSchema, value: unknown[], root: JsonSchema, path: string) {
  const [first, ...rest] = value;
  yield { what: `${path} plus null`, payload: [...value, null] };
  if (first === undefined) return;
  yield { what: `${path} twice`, payload: [...value, ...value] };
  if (schema.maxItems !== undefined) {
    const many = Array.from({ length: schema.maxItems + 1 }, () => first);
    yield { what: `${path} at its most`, payload: many.slice(1) };
    yield { what: `${path} and one too many`, payload: many };
  }
  for (const { what, payload } of mutants(schema.items!, first, root, `${path}[0]`)) {
    yield { what, payload: [payload, ...rest] };
  }
}

function ofType(schema: JsonSchema, value: unknown): unknown[] {
  if (schema.enum) return [`${value}x`, ` ${value}`, `${value}`.toLowerCase(), ...schema.enum];
  switch (schema.type) {
    case "string":
      return ofString(schema);
    case "integer":
      return [Number(value) % 1000 + 0.5, String(value), 1e-9, 1e3, -0, -1, ...around(schema)];
    case "number":
      return [Number(value) + 0.05, Number(value) + 1e-9, String(value), 0.3, 1e300, 0.01]
        .concat(-1, around(schema));
    case "boolean":
      return ["true", 0];
    default:
      return [];
  }
}

/** The limits of a number, and what lies just outside. */
function around({ minimum, maximum }: JsonSchema): number[] {
  const beyond = (limit: number | undefined, step: number) =>
    limit === undefined ? [] : [limit, limit + step, limit + step / 1024];
  return [...beyond(minimum, -1), ...beyond(maximum, 1)];
}

function ofString({ format, maxLength }: JsonSchema): unknown[] {
  if (format === "date-time") return noTimes;
  if (format === "uri") return noUris;
  if (maxLength === undefined) return ["x".repeat(20_000)];
  return ["x", "⚡", "🔌"].flatMap((c) => [c.repeat(maxLength), c.repeat(maxLength) + "x"]);
}

const noTimes = [
  "2024-05-01",
  "12:00:00Z",
  "2024-02-30T12:00:00Z",
  "2023-02-29T12:00:00Z",
  "1900-02-29T12:00:00Z",
  "2024-04-31T12:00:00Z",
  "2024-13-01T12:00:00Z",
  "2024-00-01T12:00:00Z",
  "2024-05-00T12:00:00Z",
  "2024-05-01T24:00:00Z",
  "2024-05-01T12:60:00Z",
  "2024-05-01T12:00:60Z",
  "2024-05-01T23:59:61Z",
  "2024-05-01T12:00Z",
  "2024-05-01T12:00:00.Z",
  "2024-05-01T12:00:00Zulu",
  "2024-5-1T12:00:00Z",
  "02024-05-01T12:00:00Z",
  "20240501T120000Z",
  " 2024-05-01T12:00:00Z",
  "1714564800",
];
const noUris = [
  "host/path",
  "//host/path",
  "http:",
  "1http://x",
  "http://a b",
  "http://a\n",
  "http://%zz",
  "http://x/ü",
  "ftp://[::1::2]/",
  "ftp://[fe80::1]:21/",
  "ftp://[1:2:3:4:5:6:7]/",
];
