import type { Charger } from "../support/charger.ts";
import { type WithRest, withRest } from "../support/with_rest.ts";

/** A kvolt with one charger of 1.6 that has booted and is plugged in, and REST to it. */
export async function setting(env: Record<string, string> = {}): Promise<WithRest> {
  const made = await withRest("ocpp1.6", env);
  await made.cp.call("StatusNotification", {
    connectorId: 1,
    errorCode: "NoError",
    status: "Preparing",
  });
  return made;
}

/** Starts a transaction an hour ago; gives its id. */
export async function begin(
  cp: Charger,
  { at = Date.now() - 3_600_000, token = "TAG-1", connectorId = 1, meterStart = 1000 } = {},
): Promise<number> {
  const { transactionId } = await cp.call("StartTransaction", {
    connectorId,
    idTag: token,
    meterStart,
    timestamp: new Date(at).toISOString(),
  });
  return transactionId;
}
