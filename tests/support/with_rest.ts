import type { Protocol } from "../../csms/model.ts";
import { type Charger, charger } from "./charger.ts";
import { kvolt, type TestKvolt } from "./kvolt.ts";
import { type Rest, rest } from "./rest.ts";

/** A kvolt with one station that has booted, and REST to it. */
export interface WithRest extends AsyncDisposable {
  readonly csms: TestKvolt;
  readonly cp: Charger;
  readonly api: Rest;
}

export async function withRest(
  protocol: Protocol,
  env: Record<string, string> = {},
): Promise<WithRest> {
  const csms = await kvolt({ AUTH_UNKNOWN: "Accepted", ...env });
  const cp = await charger(csms.ws, "CP-1", { protocols: [protocol] });
  await cp.boot();
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

/** Both editions of 2.x. */
export const editions: readonly Protocol[] = ["ocpp2.0.1", "ocpp2.1"];
