import type { Store } from "../../kv/mod.ts";
import type { Connector, Transaction } from "../model.ts";
import type { Records } from "../transactions/records.ts";
import { BEFORE_ALL } from "./learn_connector.ts";

/** A connector as it is shown: `at` is absent where it never gave its status. */
export type ShownConnector = Omit<Connector, "at"> & { readonly at?: string };

/** States that end with the transaction they are of. */
const ofTransaction = new Set(["Preparing", "Charging", "SuspendedEV", "SuspendedEVSE"]);
/** The latest transaction of an EVSE is looked for among so many of its station. */
const LOOKED_AT = 20;

/** Gives connectors the state that they have, where a station has not said so (quirk 30). */
export function showing({ store, records }: { store: Store; records: Records }) {
  async function lastOf(station: string, evse: number): Promise<Transaction | undefined> {
    const { items } = await store.transactionsByStation.page([station], { limit: LOOKED_AT });
    const entries = await store.transactions.getMany(items.map(({ value }) => [value]));
    return entries.find((entry) => entry?.value.evse === evse)?.value;
  }

  /** The connector as it was told; once its transaction has ended, as 1.6 has it then (1.6 §4.9). */
  return async function shown(connector: Connector): Promise<ShownConnector> {
    const { station, evse, status, at } = connector;
    const told = at === BEFORE_ALL ? { ...connector, at: undefined } : connector;
    if (!ofTransaction.has(status) || await records.openAt(station, evse)) return told;
    const last = await lastOf(station, evse);
    if (!last?.stoppedAt || last.state === "open" || last.stoppedAt < at) return told;
    const next = last.reason === "EVDisconnected" ? "Available" : "Finishing";
    return { ...connector, status: next, at: last.stoppedAt };
  };
}

export type Shown = ReturnType<typeof showing>;
