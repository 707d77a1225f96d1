import type { Transaction } from "../../csms/model.ts";
import type { WithRest } from "../support/with_rest.ts";

/** Begins a transaction on EVSE 1 that the station calls `T-1`. */
export async function opened(
  { cp, csms: { csms } }: WithRest,
  { evse = true }: { evse?: boolean } = {},
): Promise<Transaction> {
  await cp.call("TransactionEvent", {
    ...{ eventType: "Started", triggerReason: "Authorized", seqNo: 0 },
    ...{ timestamp: new Date().toISOString(), transactionInfo: { transactionId: "T-1" } },
    idToken: { idToken: "TAG-1", type: "ISO14443" },
    ...(evse ? { evse: { id: 1, connectorId: 1 } } : {}),
  });
  const { items } = await csms.transactions.page({ station: "CP-1" }, { limit: 1 });
  return items[0]!;
}

/** Says on which EVSE that transaction is. */
export async function placed({ cp }: WithRest): Promise<void> {
  await cp.call("TransactionEvent", {
    ...{ eventType: "Updated", triggerReason: "CablePluggedIn", seqNo: 1 },
    ...{ timestamp: new Date().toISOString(), transactionInfo: { transactionId: "T-1" } },
    evse: { id: 1, connectorId: 1 },
  });
}
