import { monotonicFactory } from "ulid";
import type { Change } from "../../kv/change.ts";
import type { Store } from "../../kv/mod.ts";
import type { Clock } from "../clock.ts";
import type { Config } from "../config.ts";
import { expiry } from "../expiry.ts";
import type { BatterySwap } from "../model/battery.ts";
import { requestId } from "../request_id.ts";

/** Batteries that stations give and take, and the swaps that were asked for. */
export function batterySwaps(
  { store, clock, config }: { store: Store; clock: Clock; config: Config },
) {
  const ulid = monotonicFactory();

  return {
    /** Keeps a step of a swap; batteries beyond the first hundred are not kept. */
    add(change: Change, station: string, told: Omit<BatterySwap, "id" | "station" | "at">): void {
      const now = clock.now();
      const id = ulid(now.getTime());
      const batteries = told.batteries.slice(0, 100);
      const swap: BatterySwap = { ...told, batteries, id, station, at: now.toISOString() };
      store.batterySwaps.put(change, [station, id], swap, expiry(clock, config.AUDIT_DAYS));
      change.record("battery.swapped", swap, station);
    },
    nextRequest: requestId,
    page: (station: string, options: { limit: number; cursor?: string }) =>
      store.batterySwaps.page([station], options),
  };
}
