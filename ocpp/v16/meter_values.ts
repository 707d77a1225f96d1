import { z } from "zod";
import { action } from "../action.ts";
import { timestamp } from "../time.ts";
import { NO_TIME } from "../told.ts";
import { connectorOf } from "./place.ts";
import { meterAliases, readingsOf } from "./readings.ts";

/** One value of a meter (1.6 §7.43); absent fields mean Energy.Active.Import.Register, Wh, Raw, Sample.Periodic. */
export const sampledValue = z.strictObject({
  value: z.string(),
  context: z.enum([
    "Interruption.Begin",
    "Interruption.End",
    "Sample.Clock",
    "Sample.Periodic",
    "Transaction.Begin",
    "Transaction.End",
    "Trigger",
    "Other",
  ]).optional(),
  format: z.enum(["Raw", "SignedData"]).optional(),
  measurand: z.enum([
    "Energy.Active.Export.Register",
    "Energy.Active.Import.Register",
    "Energy.Reactive.Export.Register",
    "Energy.Reactive.Import.Register",
    "Energy.Active.Export.Interval",
    "Energy.Active.Import.Interval",
    "Energy.Reactive.Export.Interval",
    "Energy.Reactive.Import.Interval",
    "Power.Active.Export",
    "Power.Active.Import",
    "Power.Offered",
    "Power.Reactive.Export",
    "Power.Reactive.Import",
    "Power.Factor",
    "Current.Import",
    "Current.Export",
    "Current.Offered",
    "Voltage",
    "Frequency",
    "Temperature",
    "SoC",
    "RPM",
  ]).optional(),
  phase: z.enum([
    "L1",
    "L2",
    "L3",
    "N",
    "L1-N",
    "L2-N",
    "L3-N",
    "L1-L2",
    "L2-L3",
    "L3-L1",
  ]).optional(),
  location: z.enum(["Cable", "EV", "Inlet", "Outlet", "Body"]).optional(),
  // Celcius is the first edition's misspelling; the official schemas have both.
  unit: z.enum([
    "Wh",
    "kWh",
    "varh",
    "kvarh",
    "W",
    "kW",
    "VA",
    "kVA",
    "var",
    "kvar",
    "A",
    "V",
    "K",
    "Celcius",
    "Celsius",
    "Fahrenheit",
    "Percent",
  ]).optional(),
});

/** All values that a meter had at one time (1.6 §7.33). */
export const meterValue = z.strictObject({
  timestamp,
  sampledValue: z.array(sampledValue),
});

/** A station reports what its meters show, in a transaction or outside one (1.6 §4.7). */
export const meterValues = action("MeterValues", {
  request: z.strictObject({
    connectorId: z.int(),
    transactionId: z.int().optional(),
    meterValue: z.array(meterValue),
  }),
  response: z.strictObject({}),
}).reads({
  aliases: meterAliases,
  fill: { connectorId: () => 0, "meterValue.timestamp": () => NO_TIME },
}).handle(async (meter, context) => {
  const { csms, station, change } = context;
  const named = meter.transactionId ?? 0;
  const place = await connectorOf(meter.connectorId, context);
  await csms.stations.learnConnector(change, station, place);
  await csms.transactions.metered(change, {
    station,
    evse: place.evse,
    ...(named > 0 ? { transaction: String(named) } : {}),
    readings: readingsOf(meter.meterValue, context),
  });
  return {};
}).idempotent().otherwise({});
