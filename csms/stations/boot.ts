import type { Change } from "../../kv/change.ts";
import type { Store } from "../../kv/mod.ts";
import type { Clock } from "../clock.ts";
import type { Config } from "../config.ts";
import type { Registration, Station } from "../model.ts";

/** Seconds after which a station that is not accepted yet may boot again. */
const RETRY_SECONDS = 60;

type Identity = Partial<
  Pick<
    Station,
    | "vendor"
    | "model"
    | "serial"
    | "firmware"
    | "iccid"
    | "imsi"
    | "meterType"
    | "meterSerial"
    | "bootReason"
  >
>;

/** Takes what a station says of itself when it starts. */
export function booting({ store, clock, config }: {
  store: Store;
  clock: Clock;
  config: Config;
}) {
  /** Keeps the identity and answers whether the station is accepted, and in how many seconds to speak. */
  return async function booted(
    change: Change,
    station: string,
    identity: Identity,
  ): Promise<{ registration: Registration; interval: number; now: Date }> {
    const now = clock.now();
    const entry = await store.stations.get(station);
    if (!entry) throw new Error(`${station} boots without having connected`);
    const { registration } = entry.value;
    const at = now.toISOString();
    store.stations.replace(change, entry, {
      ...entry.value,
      ...identity,
      bootedAt: at,
      lastSeen: at,
    });
    const { vendor, model, firmware } = identity;
    change.record("station.booted", { vendor, model, firmware }, station);
    const interval = registration === "Accepted" ? config.HEARTBEAT_SECONDS : RETRY_SECONDS;
    return { registration, interval, now };
  };
}
