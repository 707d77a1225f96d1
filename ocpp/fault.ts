import type { z } from "zod";

/** The first thing that is wrong with a payload; the dialect knows the code for each kind. */
export interface Fault {
  /** A field missing or too many, a value of another type, of another form, or out of bounds. */
  readonly kind: "occurrence" | "type" | "format" | "constraint";
  /** Dotted, e.g. `meterValue.0.timestamp`; empty for the payload itself. */
  readonly path: string;
  readonly message: string;
}

/** Any of zod's issues, those of a union's branch included. */
export type Issue = z.core.$ZodIssue;

/** Names the first problem of a payload that a schema refused, for a CALLERROR. */
export function refusal(error: z.ZodError, payload: unknown): Fault {
  const issue = error.issues[0];
  if (!issue) return { kind: "constraint", path: "", message: error.message };
  return faultOf(flattened(issue)[0]!, payload);
}

/** Says of one issue what kind of fault it is; the payload tells absent from wrong. */
export function faultOf(issue: Issue, payload: unknown): Fault {
  const value = valueAt(payload, issue.path);
  const path = issue.path.map(String).join(".");
  const where = path === "" ? "the payload" : path;
  if (issue.code === "unrecognized_keys") {
    const full = [...issue.path.map(String), issue.keys[0] ?? ""].join(".");
    return { kind: "occurrence", path: full, message: `${full} is not a field of this message` };
  }
  if (value === undefined) return { kind: "occurrence", path, message: `${where} is missing` };
  const message = `${where}: ${issue.message}, received ${shown(value)}`;
  switch (issue.code) {
    case "invalid_type":
      return { kind: "type", path, message };
    case "invalid_value":
      return { kind: sameType(issue.values, value) ? "constraint" : "type", path, message };
    case "invalid_union":
      return { kind: "type", path, message };
    case "invalid_format":
      return { kind: "format", path, message };
    default:
      return { kind: "constraint", path, message };
  }
}

/** Replaces a failed union by the issues of the branch that came nearest; others stay as they are. */
export function flattened(issue: Issue): Issue[] {
  if (issue.code !== "invalid_union" || issue.errors.length === 0) return [issue];
  const typed = issue.errors.filter((branch) =>
    branch.length > 0 &&
    !branch.some(({ code, path }) => code === "invalid_type" && path.length === 0)
  );
  const branches = typed.length > 0 ? typed : issue.errors;
  const best = branches.reduce((a, b) => b.length < a.length ? b : a);
  if (best.length === 0) return [{ ...issue, errors: [] }];
  return best.flatMap((inner) =>
    flattened({ ...inner, path: [...issue.path, ...inner.path] } as Issue)
  );
}

/** The value at a path; undefined where it ends early. */
export function valueAt(payload: unknown, path: readonly PropertyKey[]): unknown {
  let value = payload;
  for (const key of path) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<PropertyKey, unknown>)[key];
  }
  return value;
}

/** A value as JSON, short enough for a log; containers are only named, however deep they are. */
export function shown(value: unknown): string {
  if (Array.isArray(value)) return `an array of ${value.length}`;
  if (typeof value === "object" && value !== null) return "an object";
  return (JSON.stringify(value) ?? String(value)).slice(0, 100);
}

function sameType(values: readonly unknown[], value: unknown): boolean {
  return values.some((known) => typeof known === typeof value);
}
