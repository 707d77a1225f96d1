import { getLogger } from "@logtape/logtape";
import type { Store } from "../../kv/mod.ts";
import type { Clock } from "../clock.ts";
import type { Commands } from "../commands.ts";
import type { Journal } from "../journal.ts";
import type { Configurations } from "./configuration.ts";

const log = getLogger(["kvolt", "configuration"]);
/** Boots that follow each other faster than this are one (quirk 20). */
const SETTLED_MS = 10_000;

/** Brings a station's configuration to what the operator wants: one key at a time, none that is equal already. */
export function reapplying({ store, clock, commands, configurations, journal }: {
  store: Store;
  clock: Clock;
  commands: Commands;
  configurations: Configurations;
  journal: Journal;
}) {
  /** Reads the wished keys, sets those that differ; returns each with the station's word for it. */
  async function reapply(station: string): Promise<{ key: string; status: string }[]> {
    const wished = (await configurations.all(station)).filter((key) => key.desired !== undefined);
    if (wished.length === 0) return [];
    await commands.ask(station, "getConfiguration", { keys: wished.map(({ key }) => key) });
    const done: { key: string; status: string }[] = [];
    for (const { key, desired } of await configurations.differing(station)) {
      const { status } = await commands.ask(station, "setConfiguration", { key, value: desired! });
      done.push({ key, status });
    }
    return done;
  }

  const settling = new Map<string, () => void>();

  async function booted(station: string): Promise<void> {
    const entry = await store.stations.get(station);
    if (!entry?.value.settings.reapply) return;
    settling.get(station)?.();
    const cancel = clock.after(SETTLED_MS, () => {
      settling.delete(station);
      reapply(station).catch((error) =>
        log.warn("the configuration of {station} was not applied: {error}", { station, error })
      );
    });
    settling.set(station, cancel);
  }

  const unsubscribe = journal.subscribe(({ type, station }) => {
    if (type !== "station.booted" || !station) return;
    booted(station).catch((error) => log.error("{station}: {error}", { station, error }));
  });

  return {
    reapply,
    /** Forgets what waits. */
    stop(): void {
      unsubscribe();
      for (const cancel of settling.values()) cancel();
    },
  };
}
