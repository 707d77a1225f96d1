import { type Charger, charger } from "../support/charger.ts";
import { kvolt, type TestKvolt } from "../support/kvolt.ts";
import { type Rest, rest } from "../support/rest.ts";

/** A kvolt with one charger that has booted, and REST to it. */
export interface Setting extends AsyncDisposable {
  readonly csms: TestKvolt;
  readonly cp: Charger;
  readonly api: Rest;
}

export async function setting(env: Record<string, string> = {}): Promise<Setting> {
  const csms = await kvolt({ AUTH_UNKNOWN: "Accepted", ...env });
  const cp = await charger(csms.ws, "CP-1");
  await cp.boot();
  await cp.call("StatusNotification", {
    connectorId: 1,
    errorCode: "NoError",
    status: "Preparing",
  });
  const api = await rest(csms);
  return {
    csms,
    cp,
    api,
    async [Symbol.asyncDispose]() {
      await cp.close();
      await csms.stop();
    },
  };
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
