import type { Change } from "../../kv/change.ts";
import type { Store } from "../../kv/mod.ts";
import type { Clock } from "../clock.ts";
import type { Config } from "../config.ts";
import { expiry } from "../expiry.ts";
import type { SessionCharging } from "../model/smart_charging.ts";

/** Who goes first and how energy may flow, transaction by transaction, under the station's own ids. */
export function sessionCharging({ store, clock, config }: {
  store: Store;
  clock: Clock;
  config: Config;
}) {
  async function amend(
    change: Change,
    station: string,
    transaction: string,
    more: Pick<SessionCharging, "priority" | "allowed">,
  ): Promise<void> {
    const entry = await store.sessionCharging.get(station, transaction);
    const next: SessionCharging = { ...(entry?.value ?? { station, transaction }), ...more };
    const until = expiry(clock, config.SAMPLE_DAYS);
    if (entry) store.sessionCharging.replace(change, entry, next, until);
    else store.sessionCharging.create(change, [station, transaction], next, until);
    change.record("session.charging", next, station);
  }

  return {
    get: async (station: string, transaction: string): Promise<SessionCharging | undefined> =>
      (await store.sessionCharging.get(station, transaction))?.value,
    /** Keeps that a transaction goes first, or no longer (2.1 K21, K22). */
    prioritized: (
      change: Change,
      station: string,
      transaction: string,
      said: { active: boolean; by: "operator" | "station" },
    ) => {
      const priority = { ...said, at: clock.now().toISOString() };
      return amend(change, station, transaction, { priority });
    },
    /** Keeps the ways of energy transfer that a station took for a transaction (2.1 Q02). */
    allowed: (change: Change, station: string, transaction: string, modes: readonly string[]) => {
      const allowed = { modes, at: clock.now().toISOString() };
      return amend(change, station, transaction, { allowed });
    },
  };
}

export type Sessions = ReturnType<typeof sessionCharging>;
