import { z } from "zod";
import { action } from "../action.ts";
import { text } from "../text.ts";

/** One key as the station has it; a value may be absent (1.6 §7.29). */
export const keyValue = z.strictObject({
  key: text(50),
  readonly: z.boolean(),
  value: text(500).optional(),
});

/** The station tells its configuration; no list of keys asks for all of them (1.6 §5.8). */
export const getConfiguration = action("GetConfiguration", {
  request: z.strictObject({ key: z.array(text(50)).optional() }),
  response: z.strictObject({
    configurationKey: z.array(keyValue).optional(),
    unknownKey: z.array(text(50)).optional(),
  }),
});

/** The station takes one configuration value (1.6 §5.3). */
export const changeConfiguration = action("ChangeConfiguration", {
  request: z.strictObject({ key: text(50), value: text(500) }),
  response: z.strictObject({
    status: z.enum(["Accepted", "Rejected", "RebootRequired", "NotSupported"]),
  }),
});
