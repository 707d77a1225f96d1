/** Valid payloads made from a JSON schema, with what lies just inside each limit among them. */
import fc from "fast-check";
import type { JsonSchema } from "../support/official.ts";

/**
 * An arbitrary of what `schema` allows; `$ref` is looked up in the definitions of `root`. Lists get
 * shorter with depth, since lists of lists of lists grow past all use.
 */
export function instance(
  schema: JsonSchema,
  root: JsonSchema = schema,
  depth = 0,
): fc.Arbitrary<unknown> {
  const meant = resolve(schema, root);
  if (meant.enum) return fc.constantFrom(...meant.enum);
  switch (meant.type) {
    case "object":
      return object(meant, root, depth);
    case "array": {
      const minLength = meant.minItems ?? 0;
      const maxLength = Math.min(minLength + Math.max(1, 3 - depth), meant.maxItems ?? Infinity);
      return fc.array(instance(meant.items!, root, depth + 1), { minLength, maxLength });
    }
    case "string":
      return string(meant);
    case "integer":
      return integer(meant);
    case "number":
      return decimal(meant);
    case "boolean":
      return fc.boolean();
    case undefined:
      return fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<unknown>;
    default:
      throw new Error(`no values for the schema ${JSON.stringify(meant)}`);
  }
}

/** One payload with every field there is, every text at its longest in two-unit characters, odd times. */
export function fullest(schema: JsonSchema, root: JsonSchema = schema): unknown {
  const meant = resolve(schema, root);
  if (meant.enum) return meant.enum.at(-1);
  switch (meant.type) {
    case "object":
      return Object.fromEntries(
        Object.entries(meant.properties ?? {}).map(([key, field]) => [key, fullest(field, root)]),
      );
    case "array":
      return Array.from({ length: meant.minItems ?? 1 }, () => fullest(meant.items!, root));
    case "string":
      if (meant.format === "date-time") return "2016-12-31t23:59:60.000000001z";
      return meant.format === "uri" ? "urn:a:b" : "🔌".repeat(meant.maxLength ?? 70_000);
    case "integer":
    case "number":
      return meant.maximum ?? Math.max(1, meant.minimum ?? 1);
    case "boolean":
      return true;
    default:
      return [null];
  }
}

/** What a `$ref` means; other schemas mean themselves. */
export function resolve(schema: JsonSchema, root: JsonSchema): JsonSchema {
  if (schema.$ref === undefined) return schema;
  const found = root.definitions?.[schema.$ref.replace("#/definitions/", "")];
  if (!found) throw new Error(`no definition for ${schema.$ref}`);
  return resolve(found, root);
}

function object(
  { properties = {}, required = [], additionalProperties }: JsonSchema,
  root: JsonSchema,
  depth: number,
): fc.Arbitrary<unknown> {
  const fields: Record<string, fc.Arbitrary<unknown>> = {};
  for (const [key, value] of Object.entries(properties)) fields[key] = instance(value, root, depth);
  const known = fc.record(fields, { requiredKeys: [...required], noNullPrototype: true });
  if (additionalProperties === false) return known;
  return fc.tuple(fc.dictionary(fc.constantFrom("x", "y", "vendorid"), fc.jsonValue()), known)
    .map(([others, known]) => ({ ...others, ...known }));
}

// One code point each, of one and of two UTF-16 units (fast-check's own "binary" takes a second to set up).
const character = fc.constantFrom(...`aZ09 -_.:/\0\n"\\é€⚡🔌𝄞`);

function string({ format, maxLength }: JsonSchema): fc.Arbitrary<string> {
  if (format === "date-time") return dateTime;
  if (format === "uri") return uri;
  if (format !== undefined) throw new Error(`no strings for the format ${format}`);
  const short = fc.string({ maxLength: Math.min(maxLength ?? 40, 40), unit: character });
  if (maxLength === undefined) return short;
  return fc.oneof(short, fc.constantFrom("x".repeat(maxLength), "⚡".repeat(maxLength)), {
    // One character each, two UTF-16 units: JSON Schema counts the former.
    arbitrary: fc.constant("🔌".repeat(maxLength)),
    weight: 1,
  });
}

function integer({ minimum, maximum }: JsonSchema): fc.Arbitrary<number> {
  const min = minimum ?? Number.MIN_SAFE_INTEGER;
  const max = maximum ?? Number.MAX_SAFE_INTEGER;
  return fc.oneof(
    fc.constantFrom(...[0, -1, 1, 2 ** 31, min, max].filter((n) => n >= min && n <= max)),
    fc.integer({ min, max }),
  );
}

function decimal({ multipleOf, minimum, maximum }: JsonSchema): fc.Arbitrary<number> {
  if (multipleOf === undefined) {
    return fc.double({ min: minimum, max: maximum, noNaN: true, noDefaultInfinity: true });
  }
  // Both the nearest double to a decimal fraction and the noisy product of a computation.
  return fc.integer({ min: -400_000, max: 400_000 }).chain((steps) =>
    fc.constantFrom(Number((steps * multipleOf).toFixed(6)), steps * multipleOf)
  );
}

const two = (min: number, max: number) =>
  fc.integer({ min, max }).map((n) => String(n).padStart(2, "0"));
const day = fc.date({
  min: new Date("0000-01-01T00:00:00Z"),
  max: new Date("9999-12-31T23:59:59Z"),
  noInvalidDate: true,
}).map((date) => date.toISOString().slice(0, 10));
const clock = fc.oneof(
  {
    arbitrary: fc.tuple(two(0, 23), two(0, 59), two(0, 59)).map((parts) => parts.join(":")),
    weight: 9,
  },
  { arbitrary: fc.constant("23:59:60"), weight: 1 },
);
const zone = fc.oneof(
  fc.constantFrom("Z", "z"),
  fc.tuple(fc.constantFrom("+", "-"), two(0, 23), two(0, 59)).map(([sign, h, m]) =>
    `${sign}${h}:${m}`
  ),
);

/** Any date-time of RFC 3339 with its zone. */
export const dateTime: fc.Arbitrary<string> = fc.tuple(
  day,
  fc.constantFrom("T", "t"),
  clock,
  fc.oneof(fc.constant(""), fc.stringMatching(/^\.\d{1,12}$/)),
  zone,
).map((parts) => parts.join(""));

const uri = fc.oneof(
  fc.webUrl({
    validSchemes: ["http", "https", "ftp", "ftps", "sftp"],
    withQueryParameters: true,
    withFragments: true,
    authoritySettings: { withUserInfo: true, withPort: true, withIPv4: true, withIPv6: true },
  }),
  fc.constantFrom(
    "ftp://user:pass@host/dir/",
    "file:///tmp/x",
    "urn:a:b",
    "s3://bucket/key?x=%20#y",
  ),
);
