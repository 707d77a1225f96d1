import type { z } from "zod";

/** The outcome of checking what we are about to send. */
type Checked =
  | { readonly ok: true; readonly value: unknown }
  | {
    readonly ok: false;
    readonly message: string;
    readonly issues: readonly { path: string; message: string }[];
  };

/** Checks a payload of ours against its schema: outgoing frames are always valid (law 6). */
export function wire(schema: z.ZodType, payload: unknown): Checked {
  const result = parse(schema, payload);
  if (!result) return { ok: false, message: tooMany, issues: [{ path: "", message: tooMany }] };
  if (result.success) return { ok: true, value: result.data };
  const issues = result.error.issues.map(({ path, message }) => ({
    path: path.join("."),
    message,
  }));
  const message = issues.map(({ path, message }) => path ? `${path}: ${message}` : message)
    .join("; ");
  return { ok: false, message, issues };
}

const tooMany = "too many values are wrong to name them";

/** zod runs out of stack where a list has hundreds of thousands of issues. */
function parse<T extends z.ZodType>(schema: T, payload: unknown) {
  try {
    return schema.safeParse(payload);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
