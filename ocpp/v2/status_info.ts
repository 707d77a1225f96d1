import type { z } from "zod";
import { text } from "../text.ts";
import { object } from "./object.ts";
import { longText } from "./since.ts";

/** Why something was answered so: a code, and words for a person (StatusInfoType). */
export const statusInfo = object({
  reasonCode: text(20),
  additionalInfo: longText(512, { since21: 1024 }).optional(),
});

/** As it came. */
export type Reason = z.output<typeof statusInfo>;

/** Both in one line, for whoever asked; nothing where nothing was said. */
export function whyOf(reason: Reason | undefined): { why?: string } {
  if (!reason) return {};
  const { reasonCode, additionalInfo } = reason;
  return { why: additionalInfo ? `${reasonCode}: ${additionalInfo}` : reasonCode };
}

/** The same as the field of a record that keeps it. */
export function told(reason: Reason | undefined): { info?: string } {
  const { why } = whyOf(reason);
  return why === undefined ? {} : { info: why };
}
