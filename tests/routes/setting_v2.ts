import type { Protocol, Transaction } from "../../csms/model.ts";
import { charger } from "../support/charger.ts";
import { kvolt } from "../support/kvolt.ts";
import { rest } from "../support/rest.ts";
import type { Setting } from "./setting.ts";

export const both: readonly Protocol[] = ["ocpp2.0.1", "ocpp2.1"];

/** A kvolt with one station of 2.x that has booted, and REST to it. */
export async function settingOf(
  protocol: Protocol,
  env: Record<string, string> = {},
): Promise<Setting> {
  const csms = await kvolt({ AUTH_UNKNOWN: "Accepted", ...env });
  const cp = await charger(csms.ws, "CP-1", { protocols: [protocol] });
  await cp.boot();
  const api = await rest(csms);
  return {
    ...{ csms, cp, api },
    async [Symbol.asyncDispose]() {
      await cp.close();
      await csms.stop();
    },
  };
}

/** Begins a transaction on EVSE 1 that the station calls `T-1`. */
export async function opened(
  { cp, csms: { csms } }: Setting,
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
export async function placed({ cp }: Setting): Promise<void> {
  await cp.call("TransactionEvent", {
    ...{ eventType: "Updated", triggerReason: "CablePluggedIn", seqNo: 1 },
    ...{ timestamp: new Date().toISOString(), transactionInfo: { transactionId: "T-1" } },
    evse: { id: 1, connectorId: 1 },
  });
}
