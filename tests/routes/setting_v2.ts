import type { Protocol, Transaction } from "../../csms/model.ts";
import { charger } from "../support/charger.ts";
import { kvolt } from "../support/kvolt.ts";
import { rest } from "../support/rest.ts";
import type { Setting } from "./setting.ts";

export const both: readonly Protocol[] = ["ocpp2.0.1", "ocpp2.1"];

/** A kvolt with one station of 2.x that has booted, and REST to it. */
export async function settingOf(protocol: Protocol): Promise<Setting> {
  const csms = await kvolt({ AUTH_UNKNOWN: "Accepted" });
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

/** Opens a transaction on EVSE 1 that the station calls `T-1`. */
export function opened({ csms: { csms } }: Setting): Promise<Transaction> {
  const start = {
    ...{ station: "CP-1", evse: 1, connector: 1, token: "TAG-1", meterStart: 0 },
    ...{ at: new Date(), key: "T-1", remoteId: "T-1" },
  };
  return csms.apply(async (change) => (await csms.transactions.started(change, start)).transaction);
}
