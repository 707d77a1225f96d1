import type { Charger } from "./charger.ts";

const now = () => new Date().toISOString();

/** A station of 1.6 begins a session at its first connector, with TAG-1; gives the id of its transaction. */
export async function begins(station: Charger): Promise<number> {
  const start = { connectorId: 1, idTag: "TAG-1", meterStart: 0, timestamp: now() };
  return (await station.call("StartTransaction", start)).transactionId;
}

/** It says what is drawn, in W. */
export async function draws(station: Charger, transactionId: number, watts: number): Promise<void> {
  const sampledValue = [
    { value: String(watts), measurand: "Power.Active.Import" },
    { value: "32", measurand: "Current.Import" },
  ];
  const meterValue = [{ timestamp: now(), sampledValue }];
  await station.call("MeterValues", { connectorId: 1, transactionId, meterValue });
}

/** It ends. */
export async function ends(station: Charger, transactionId: number): Promise<void> {
  await station.call("StopTransaction", { transactionId, meterStop: 9_000, timestamp: now() });
}
