/** Marks, in the schemas of 2.1, what 2.0.1 has otherwise; `edition.ts` reads them. */
import { z } from "zod";
import { text } from "../text.ts";

const ABSENT = Symbol("absent");
const earlier = new WeakMap<z.ZodType, z.ZodType | typeof ABSENT>();

/** A schema of 2.1, and the one that 2.0.1 has in its place. */
export function changed<S extends z.ZodType>(now: S, { was }: { was: z.ZodType }): S {
  return mark(now, was);
}

/** A field that 2.1 may have and 2.0.1 does not know. */
export function since21<S extends z.ZodType>(schema: S): z.ZodOptional<S> {
  return mark(schema.optional(), ABSENT);
}

/** A field that 2.1 must have and 2.0.1 does not know: to whoever reads both it may be absent. */
export function required21<S extends z.ZodType>(schema: S): z.ZodOptional<S> {
  return mark(schema.clone(), ABSENT) as unknown as z.ZodOptional<S>;
}

/** A field that 2.0.1 must have and 2.1 may leave out. */
export function optional21<S extends z.ZodType>(schema: S): z.ZodOptional<S> {
  return mark(schema.optional(), schema);
}

/** One of some words, of which 2.0.1 does not know all. */
export function words<const W extends string, const N extends string>(
  always: readonly W[],
  { since21 }: { since21: readonly N[] },
) {
  return changed(z.enum([...always, ...since21]), { was: z.enum(always) });
}

/** A text of which 2.1 allows more characters than 2.0.1. */
export function longText(max: number, { since21 }: { since21: number }) {
  return changed(text(since21), { was: text(max) });
}

/** What 2.0.1 has in place of a schema of 2.1: itself where nothing is said, `null` where it has nothing. */
export function markOf(schema: z.ZodType): z.ZodType | null | undefined {
  const was = earlier.get(schema);
  return was === ABSENT ? null : was;
}

function mark<S extends z.ZodType>(schema: S, was: z.ZodType | typeof ABSENT): S {
  earlier.set(schema, was);
  return schema;
}
