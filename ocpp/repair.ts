/** How one value that a schema refuses is put right, where its meaning is plain. */
import type { Issue } from "./fault.ts";
import { readTime } from "./time.ts";

/** A value put right, or a field to be left out; `kind` and `text` are for the remark. */
interface Repair {
  readonly value?: unknown;
  readonly drop?: true;
  readonly kind: string;
  readonly text: string;
}

const NUMERIC = /^\s*[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?\s*$/;
const YES = new Set<unknown>([1, "1", "true", "yes"]);
const NO = new Set<unknown>([0, "0", "false", "no"]);

/** What can be done about an issue with this value, which is not undefined; nothing where it is not plain. */
export function repairOf(issue: Issue, value: unknown): Repair | undefined {
  if (value === null) {
    return { drop: true, kind: "null-field", text: "is null instead of absent" };
  }
  if (issue.code === "invalid_type") return typed(issue.expected, value);
  if (issue.code === "invalid_value") return spelled(issue.values, value);
  if (issue.code === "invalid_format" && issue.format === "datetime") return timed(value);
  return undefined;
}

function typed(expected: string, value: unknown): Repair | undefined {
  switch (expected) {
    case "number":
    case "int":
      if (typeof value !== "string" || !NUMERIC.test(value)) return undefined;
      if (!Number.isFinite(Number(value))) return undefined;
      return { value: Number(value), kind: "text-for-number", text: "is text instead of a number" };
    case "string":
      if (typeof value === "number") {
        return {
          value: String(value),
          kind: "number-for-text",
          text: "is a number instead of text",
        };
      }
      if (typeof value !== "boolean") return undefined;
      return {
        value: String(value),
        kind: "boolean-for-text",
        text: "is a boolean instead of text",
      };
    case "boolean":
      return truth(value);
    case "array":
      return {
        value: [value],
        kind: "single-for-array",
        text: "is a single value instead of an array",
      };
    case "object":
      if (!Array.isArray(value) || value.length !== 1) return undefined;
      return {
        value: value[0],
        kind: "array-for-object",
        text: "is an array instead of an object",
      };
    default:
      return undefined;
  }
}

function truth(value: unknown): Repair | undefined {
  const plain = typeof value === "string" ? value.trim().toLowerCase() : value;
  if (!YES.has(plain) && !NO.has(plain)) return undefined;
  return { value: YES.has(plain), kind: "odd-boolean", text: "is not a boolean of JSON" };
}

function spelled(values: readonly unknown[], value: unknown): Repair | undefined {
  if (typeof value === "object") return undefined;
  const plain = String(value).trim().toLowerCase();
  const known = values.filter((one) => String(one).toLowerCase() === plain);
  if (known.length === 1) {
    return {
      value: known[0],
      kind: "value-spelling",
      text: "has another spelling than the specification",
    };
  }
  if (typeof value === "string" || !values.some((one) => typeof one === "string")) return undefined;
  return { value: String(value), kind: "number-for-text", text: "is a number instead of text" };
}

function timed(value: unknown): Repair {
  const time = readTime(value);
  if (!time) return { drop: true, kind: "unreadable-time", text: "is not a time" };
  return {
    value: time.toISOString(),
    kind: "odd-time",
    text: "is a time in another form than RFC 3339",
  };
}

/** The remark for a value that is kept although the schema refuses it; nothing where it cannot be. */
export function keptAs(issue: Issue, value: unknown): { kind: string; text: string } | undefined {
  switch (issue.code) {
    case "too_big":
      return size(value, "too-long", "is longer than allowed", "too-many", "has too many items");
    case "too_small":
      return size(value, "too-short", "is shorter than allowed", "too-few", "has too few items");
    case "invalid_value":
      if (typeof value !== "string" || !issue.values.some((one) => typeof one === "string")) {
        return undefined;
      }
      return { kind: "unknown-value", text: "has a value that the specification does not know" };
    case "invalid_type":
      if (issue.expected !== "int" || typeof value !== "number" || !Number.isFinite(value)) {
        return undefined;
      }
      return { kind: "fraction-for-integer", text: "is not a whole number" };
    case "invalid_format":
      if (issue.format === "datetime") return undefined;
      return { kind: "odd-format", text: `is not a valid ${issue.format}` };
    case "not_multiple_of":
      return { kind: "odd-precision", text: `is no multiple of ${issue.divisor}` };
    case "custom":
      return { kind: "odd-value", text: "is outside what the specification allows" };
    default:
      return undefined;
  }
}

function size(value: unknown, text: string, said: string, items: string, counted: string) {
  if (typeof value === "string") return { kind: text, text: said };
  if (Array.isArray(value)) return { kind: items, text: counted };
  return { kind: "out-of-range", text: "is outside the range allowed" };
}
