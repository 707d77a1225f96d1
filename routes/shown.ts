import { z } from "@hono/zod-openapi";

/** What a handler may give for an answer of type T: whatever may be null may be left out. */
export type Given<T> = unknown extends T ? T
  : T extends readonly (infer E)[] ? readonly Given<E>[]
  : T extends object ?
      & { readonly [K in keyof T as null extends T[K] ? never : K]: Given<T[K]> }
      & { readonly [K in keyof T as null extends T[K] ? K : never]?: Given<T[K]> | undefined }
  : T;

/** Exactly the fields of the schema, so that nothing internal is shown; what is not known is null. */
export function shown(schema: z.ZodType, value: unknown): unknown {
  if (value === undefined || value === null) return null;
  const inner = unwrapped(schema);
  if (inner instanceof z.ZodArray) {
    return (value as readonly unknown[]).map((each) => shown(inner.element as z.ZodType, each));
  }
  if (inner instanceof z.ZodObject) {
    const fields = value as Readonly<Record<string, unknown>>;
    return Object.fromEntries(
      Object.entries(inner.shape).map(([name, field]) => [name, shown(field, fields[name])]),
    );
  }
  return value;
}

function unwrapped(schema: z.ZodType): z.ZodType {
  return schema instanceof z.ZodNullable || schema instanceof z.ZodReadonly
    ? unwrapped(schema.unwrap() as z.ZodType)
    : schema;
}
