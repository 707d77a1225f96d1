import { type ChargePoint, chargePoint, type Options } from "../../simulator/charge_point.ts";
import { type FakeClock, fakeClock } from "../support/clock.ts";
import { type FixedCsms, fixedCsms } from "./fixed_csms.ts";

/** What a test of one charge point works with. */
export interface Bench {
  readonly csms: FixedCsms;
  readonly cp: ChargePoint;
  readonly clock: FakeClock;
}

/** Runs a test with a charge point that has booted on a clock that stands still. */
export async function bench(
  test: (bench: Bench) => Promise<void>,
  options: Partial<Options> & { answers?: Parameters<typeof fixedCsms>[0] } = {},
): Promise<void> {
  const { answers, ...rest } = options;
  const csms = fixedCsms(answers, `ocpp${rest.version ?? "1.6"}`);
  const clock = fakeClock();
  const cp = chargePoint({
    id: "CP-1",
    url: csms.url,
    clock,
    random: () => 0.5,
    // The clock jumps further than a CSMS may take to answer.
    timeoutMs: 1e9,
    ...rest,
  });
  try {
    await cp.connect();
    await cp.booted;
    await test({ csms, cp, clock });
  } finally {
    await cp.close();
    await csms.close();
  }
}
