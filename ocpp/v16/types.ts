/** The pieces that several messages of OCPP 1.6 share (1.6 §7), each field in the official schemas' order. */
import { z } from "zod";
import { text } from "../text.ts";
import { timestamp } from "../time.ts";

/** CiString20Type: compared without case, sent as it came (1.6 §7.28). */
export const idTag = text(20);

/** The answer `Accepted` or `Rejected` and no other. */
export const accepted = z.enum(["Accepted", "Rejected"]);

/** A number with at most one decimal; the tolerance lets 0.3 pass, which is no multiple of 0.1 in binary. */
export const tenths = z.number().check(({ value, issues }) => {
  const steps = value / 0.1;
  if (Math.abs(Math.round(steps) - steps) < 1e-6) return;
  issues.push({ code: "not_multiple_of", divisor: 0.1, input: value });
}).meta({ multipleOf: 0.1 });

/** What was decided of a tag (1.6 §7.27). */
export const idTagInfo = z.strictObject({
  expiryDate: timestamp.optional(),
  parentIdTag: idTag.optional(),
  status: z.enum(["Accepted", "Blocked", "Expired", "Invalid", "ConcurrentTx"]),
});
