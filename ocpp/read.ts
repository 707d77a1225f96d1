/** Lenient reading of a payload against one of our strict schemas (law 6). */
import type { z } from "zod";
import { Draft } from "./draft.ts";
import { type Fault, faultOf, flattened, type Issue, refusal, shown, valueAt } from "./fault.ts";
import { keptAs, repairOf } from "./repair.ts";
import type { Remark } from "./rpc.ts";
import { fieldsAt } from "./schema_shape.ts";

/** What a reader may use beside the schema. */
export interface Hints {
  /** Names that stations use for others, e.g. `values` for `value`. */
  readonly aliases?: Readonly<Record<string, string>>;
  /** What stands in for a required field that is missing, by dotted name without indexes. */
  readonly fill?: Readonly<Record<string, () => unknown>>;
  /** Makes this version's payload of another's, where this one cannot be read (quirk 4). */
  readonly reshape?: Reshape;
}

/** A payload as another version of OCPP shapes it; undefined where it is none of that. */
export type Reshape = (payload: Readonly<Record<string, unknown>>) => unknown;

/** The payload as it was meant, or the first fault that is past repair. */
export type ReadPayload =
  | { readonly ok: true; readonly value: unknown; readonly remarks: readonly Remark[] }
  | ({ readonly ok: false; readonly remarks: readonly Remark[] } & Fault);

const ROUNDS = 6;
/** Characters that are kept of a text whose limit is shorter. */
const LONGEST = 400;
const MAX_REMARKS = 50;
/** More than any honest frame has; repairing them all would hold up the other stations. */
const MAX_ISSUES = 10_000;
const NO_REMARKS: readonly Remark[] = Object.freeze([]);
const FLOOD: ReadPayload = {
  ok: false,
  kind: "constraint",
  path: "",
  message: "the payload has too many faults to name them",
  remarks: NO_REMARKS,
};

/**
 * Reads a payload and repairs what is plain; never throws. Over-long texts, unknown enum values and
 * numbers out of bounds are kept as they came: the value then goes beyond the schema's type.
 */
export function readPayload(schema: z.ZodType, payload: unknown, hints: Hints = {}): ReadPayload {
  let parsed = parse(schema, payload);
  if (!parsed) return FLOOD;
  if (parsed.success) return { ok: true, value: parsed.data, remarks: NO_REMARKS };
  const reader = new Reader(schema, payload, hints);
  for (let round = 0; round < ROUNDS; round++) {
    if (!reader.repair(parsed.error.issues.flatMap(flattened))) break;
    parsed = parse(schema, reader.draft.value);
    if (!parsed) return FLOOD;
    if (parsed.success) return { ok: true, value: parsed.data, remarks: reader.said };
  }
  return reader.judge(parsed.error.issues.flatMap(flattened));
}

/** Reads a payload and repairs nothing: the first thing wrong with it is the fault. Never throws. */
export function readStrict(schema: z.ZodType, payload: unknown): ReadPayload {
  const parsed = parse(schema, payload);
  if (!parsed) return FLOOD;
  if (parsed.success) return { ok: true, value: parsed.data, remarks: NO_REMARKS };
  return { ok: false, ...refusal(parsed.error, payload), remarks: NO_REMARKS };
}

/** Nothing where there are too many issues; some 100,000 in one array end zod's stack. */
function parse(schema: z.ZodType, payload: unknown) {
  try {
    const parsed = schema.safeParse(payload);
    return parsed.success || parsed.error.issues.length <= MAX_ISSUES ? parsed : undefined;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

class Reader {
  readonly draft: Draft;
  readonly #remarks = new Map<string, Remark>();
  /** Faults of fields that were left out: what is then missing was not missing at first. */
  readonly #dropped = new Map<string, Fault>();

  constructor(readonly schema: z.ZodType, payload: unknown, readonly hints: Hints) {
    this.draft = new Draft(payload);
  }

  get said(): readonly Remark[] {
    return [...this.#remarks.values()];
  }

  /** Repairs what it can; false where nothing changed. */
  repair(issues: readonly Issue[]): boolean {
    let changed = false;
    // Names are put right before what is missing under the right name is filled in.
    for (const issue of issues) {
      if (issue.code === "unrecognized_keys") changed = this.#rename(issue) || changed;
    }
    for (const issue of issues) {
      if (issue.code !== "unrecognized_keys") changed = this.#put(issue) || changed;
    }
    this.draft.compact();
    return changed;
  }

  /** Keeps what can be kept as it came; the first issue that cannot is the fault. */
  judge(issues: readonly Issue[]): ReadPayload {
    let fault: Fault | undefined;
    for (const issue of issues) {
      const found = valueAt(this.draft.value, issue.path);
      const kept = found === undefined ? undefined : keptAs(issue, found);
      if (kept) {
        this.#note(kept.kind, issue.path, kept.text, found);
        if (typeof found === "string") this.draft.put(issue.path, cut(issue, found));
      } else fault ??= this.#dropped.get(issue.path.join(".")) ?? faultOf(issue, this.draft.value);
    }
    const { value } = this.draft;
    const remarks = this.said;
    return fault ? { ok: false, ...fault, remarks } : { ok: true, value, remarks };
  }

  #rename(issue: Extract<Issue, { code: "unrecognized_keys" }>): boolean {
    const known = new Map<string, string[]>();
    for (const name of fieldsAt(this.schema, issue.path)) {
      known.set(bare(name), [...(known.get(bare(name)) ?? []), name]);
    }
    const alias = this.hints.aliases ?? {};
    for (const key of issue.keys) {
      const path = [...issue.path, key];
      const value = valueAt(this.draft.value, path);
      const same = known.get(bare(key)) ?? [];
      const other = Object.hasOwn(alias, key) ? alias[key] : undefined;
      const name = same.length === 1
        ? same[0]
        : other !== undefined && known.get(bare(other))?.includes(other)
        ? other
        : undefined;
      this.draft.drop(path);
      const free = name !== undefined &&
        (valueAt(this.draft.value, [...issue.path, name]) ?? undefined) === undefined;
      if (free && value !== undefined) {
        this.draft.put([...issue.path, name], value);
        const kind = name === other ? "field-name" : "field-case";
        this.#note(kind, path, `is named so instead of ${name}`, value);
      } else this.#note("unknown-field", path, "is not known to the specification", value);
    }
    return true;
  }

  #put(issue: Issue): boolean {
    const { path } = issue;
    const value = valueAt(this.draft.value, path);
    if (value === undefined) return this.#fill(path);
    if (path.length === 0 && value === null) {
      this.#note("null-payload", path, "is null instead of an object", value);
      this.draft.put(path, {});
      return true;
    }
    const repair = repairOf(issue, value);
    if (!repair) return false;
    this.#note(repair.kind, path, repair.text, value);
    if (!repair.drop) this.draft.put(path, repair.value);
    else {
      if (value !== null) this.#dropped.set(path.join("."), faultOf(issue, this.draft.value));
      this.draft.drop(path);
    }
    return true;
  }

  #fill(path: readonly PropertyKey[]): boolean {
    if (path.length === 0) {
      this.draft.put(path, {});
      return true;
    }
    const name = names(path);
    const fill = this.hints.fill ?? {};
    if (!Object.hasOwn(fill, name) || typeof path.at(-1) !== "string") return false;
    this.draft.put(path, fill[name]!());
    this.#note("missing-field", path, "is missing", undefined);
    return true;
  }

  /** One remark for each kind and field, however often it is repeated in arrays. */
  #note(kind: string, path: readonly PropertyKey[], text: string, example: unknown): void {
    const name = names(path);
    const key = `${kind} ${name}`;
    if (this.#remarks.has(key) || this.#remarks.size >= MAX_REMARKS) return;
    const remark = { kind, text: `${name === "" ? "The payload" : name.slice(0, 100)} ${text}.` };
    this.#remarks.set(key, example === undefined ? remark : { ...remark, example: shown(example) });
  }
}

/** Texts are kept beyond their limit, but not without end: they become keys and share values. */
function cut(issue: Issue, text: string): string {
  const limit = issue.code === "too_big" ? 2 * Number(issue.maximum) : 0;
  return text.slice(0, Math.max(limit, LONGEST)).toWellFormed();
}

function names(path: readonly PropertyKey[]): string {
  return path.filter((key) => typeof key !== "number").map(String).join(".");
}

function bare(name: string): string {
  return name.replaceAll(/[\s_-]/g, "").toLowerCase();
}
