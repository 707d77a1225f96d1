import type { z } from "zod";
import { text } from "../text.ts";
import { object } from "./object.ts";
import { longText } from "./since.ts";

/** Why something was answered so: a code, and words for a person (StatusInfoType). */
export const statusInfo = object({
  reasonCode: text(20),
  additionalInfo: longText(512, { since21: 1024 }).optional(),
});

/** Both in one line, as the field that keeps them; nothing where nothing was said. */
export function told(info: z.output<typeof statusInfo> | undefined): { info?: string } {
  if (!info) return {};
  const { reasonCode, additionalInfo } = info;
  return { info: additionalInfo ? `${reasonCode}: ${additionalInfo}` : reasonCode };
}
