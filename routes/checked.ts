import type { z } from "@hono/zod-openapi";
import { type Fault, faulty, invalid } from "./problem.ts";

/** The value as the schema reads it; throws the problem `invalid` with the path of each fault. */
export function checked<T extends z.ZodType>(schema: T, value: unknown): z.output<T> {
  const result = parse(schema, value);
  if (result.success) return result.data;
  throw faulty(
    result.error.issues.map(({ path, message }): Fault => ({ path: path.join("."), message })),
  );
}

/** zod runs out of stack where hundreds of thousands of values are wrong. */
function parse<T extends z.ZodType>(schema: T, value: unknown) {
  try {
    return schema.safeParse(value);
  } catch (error) {
    if (error instanceof RangeError) throw invalid("", "too many values are wrong to name them");
    throw error;
  }
}
