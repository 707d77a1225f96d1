import { z } from "zod";
import { action } from "../action.ts";
import { NO_TIME } from "../told.ts";
import { meterValue } from "./meter_value.ts";
import { object } from "./object.ts";
import { readingsOf } from "./readings.ts";
import { unsigned } from "./types.ts";

/** A station reports what its meters show outside a transaction (J01). */
export const meterValues = action("MeterValues", {
  request: object({ evseId: unsigned, meterValue: z.array(meterValue).min(1) }),
  response: object({}),
}).reads({
  fill: { evseId: () => 0, "meterValue.timestamp": () => NO_TIME },
}).handle(async ({ evseId, meterValue }, context) => {
  const { csms, station, change } = context;
  const readings = readingsOf(meterValue, context);
  // EVSE 0 is the main meter of the station (J01).
  const entry = await csms.transactions.metered(change, { station, evse: evseId, readings });
  if (entry?.value.remoteId !== undefined && !meterValue.every(wasAsked)) {
    const text = "Meter values of a transaction come as MeterValues instead of TransactionEvent.";
    context.finding("meter-outside-transaction", text, { evseId });
  }
  return {};
}).idempotent().otherwise({});

/** A TriggerMessage for MeterValues is answered so, in a transaction too (F06). */
function wasAsked({ sampledValue }: z.output<typeof meterValue>): boolean {
  return sampledValue.every(({ context }) => context === "Trigger");
}
