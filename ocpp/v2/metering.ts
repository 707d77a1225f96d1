import { z } from "zod";
import { action } from "../action.ts";
import { meterValue } from "./meter_value.ts";
import { object } from "./object.ts";
import { unsigned } from "./types.ts";

/** A station reports what its meters show outside a transaction (J01). */
export const meterValues = action("MeterValues", {
  request: object({ evseId: unsigned, meterValue: z.array(meterValue).min(1) }),
  response: object({}),
});
