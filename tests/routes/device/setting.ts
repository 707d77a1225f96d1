import type { Protocol } from "../../../csms/model.ts";
import { type Charger, charger } from "../../support/charger.ts";
import { type FakeClock, fakeClock } from "../../support/clock.ts";
import { findingsOf } from "../../support/findings.ts";
import { kvolt, type TestKvolt } from "../../support/kvolt.ts";
import { type Rest, rest } from "../../support/rest.ts";

/** A kvolt on a clock that stands still, with one charger of 2.x that has booted, and REST to it. */
interface Setting extends AsyncDisposable {
  readonly csms: TestKvolt;
  readonly clock: FakeClock;
  readonly cp: Charger;
  readonly api: Rest;
  /** The kinds of the station's findings. */
  findings(): Promise<string[]>;
}

export async function setting(protocol: Protocol = "ocpp2.0.1"): Promise<Setting> {
  const clock = fakeClock();
  const csms = await kvolt({}, { clock });
  const cp = await charger(csms.ws, "CP-1", { protocols: [protocol] });
  await cp.boot();
  return {
    ...{ csms, clock, cp },
    api: await rest(csms),
    findings: async () => (await findingsOf(csms.csms, "CP-1")).map(({ kind }) => kind),
    async [Symbol.asyncDispose]() {
      await cp.close();
      const stopped = csms.stop();
      // It gives its peers a moment, by the clock.
      clock.advance(1_000);
      await stopped;
    },
  };
}

/** A time of the setting's day. */
export const at = "2026-01-01T00:00:00Z";

/** What a report says of one variable. */
export function reported(
  component: string,
  variable: string,
  value: string,
  more: Record<string, unknown> = {},
) {
  return {
    component: { name: component },
    variable: { name: variable },
    variableAttribute: [{ value, ...more }],
    variableCharacteristics: { dataType: "string", supportsMonitoring: false },
  };
}
