import { z } from "zod";
import { text } from "../text.ts";

/** What a vendor adds, of any shape beside its name (2.x part 2 §2, CustomDataType). */
const customData = z.looseObject({ vendorId: text(255) }).optional();

/** An object of 2.x: fields that it does not name are refused, but for what is in `customData`. */
export function object<F extends z.core.$ZodLooseShape>(fields: F) {
  return z.strictObject({ ...fields, customData });
}
