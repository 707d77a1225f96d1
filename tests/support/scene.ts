import { type FakeClock, fakeClock } from "./clock.ts";
import { kvolt, type TestKvolt } from "./kvolt.ts";

/** A kvolt on a clock that stands still; stopping it moves the clock as far as that takes. */
export async function scene(
  env: Record<string, string> = {},
  clock = fakeClock(),
): Promise<{ csms: TestKvolt; clock: FakeClock }> {
  const csms = await kvolt(env, { clock });
  async function stop(): Promise<void> {
    const stopped = csms.stop();
    clock.advance(1_000);
    await stopped;
  }
  return { csms: { ...csms, stop }, clock };
}
