import { z } from "zod";
import { object } from "./object.ts";

/** How often a stream is sent: every `interval` seconds, or `values` values (PeriodicEventStreamParamsType). */
export const streamParams = object({
  interval: z.int().min(0).optional(),
  values: z.int().min(0).optional(),
});
