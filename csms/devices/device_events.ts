import { monotonicFactory } from "ulid";
import type { Change } from "../../kv/change.ts";
import type { Store } from "../../kv/mod.ts";
import type { Clock } from "../clock.ts";
import type { Config } from "../config.ts";
import { expiry } from "../expiry.ts";
import { fit } from "../fit.ts";
import type { DeviceEvent } from "../model/device.ts";
import type { Monitors } from "./monitors.ts";

const LONGEST = 5_000;

/** An event as it came in. */
type ToldEvent = Omit<DeviceEvent, "station" | "id" | "receivedAt">;

/** What happened to the variables of stations (2.x part 2, N07, N08). */
export function deviceEvents({ store, clock, config, monitors }: {
  store: Store;
  clock: Clock;
  config: Config;
  monitors: Monitors;
}) {
  const ulid = monotonicFactory();

  return {
    /** Keeps an event; its severity is that of its monitor where it does not say. */
    async happened(change: Change, station: string, told: ToldEvent): Promise<void> {
      const { monitor } = told;
      const watching = told.severity === undefined && monitor !== undefined
        ? await monitors.get(station, monitor)
        : undefined;
      const now = clock.now();
      const event: DeviceEvent = {
        ...told,
        actualValue: fit(told.actualValue, LONGEST),
        severity: told.severity ?? watching?.severity,
        ...{ station, id: ulid(now.getTime()), receivedAt: now.toISOString() },
      };
      store.deviceEvents.put(change, [station, event.id], event, expiry(clock, config.LOG_DAYS));
      change.record("device.event", event, station);
    },
    /** Those of a station, the last that came first. */
    page: (station: string, options: { limit: number; cursor?: string }) =>
      store.deviceEvents.page([station], options),
  };
}
