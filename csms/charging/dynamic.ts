import type { Change } from "../../kv/change.ts";
import type { Entry } from "../../kv/collection.ts";
import type { Store } from "../../kv/mod.ts";
import type { Clock } from "../clock.ts";
import type { Commands } from "../commands.ts";
import type { Details, InstalledProfile } from "../model.ts";
import type { Outcome } from "../verbs.ts";
import { endsAt } from "./rules.ts";

/** The values of Dynamic profiles, which an operator changes while they run (2.1 K28). */
export function dynamicProfiles({ store, clock, commands }: {
  store: Store;
  clock: Clock;
  commands: Commands;
}) {
  async function find(station: string, id: number): Promise<Entry<InstalledProfile> | undefined> {
    for await (const entry of store.profiles.each([station])) {
      if (entry.value.id === id && entry.value.kind === "Dynamic") return entry;
    }
  }

  function write(change: Change, entry: Entry<InstalledProfile>, next: InstalledProfile): void {
    store.profiles.replace(change, entry, next, endsAt(next));
    change.record("profile.installed", next, next.station);
  }

  /** Keeps that the station has these values now. */
  async function took(change: Change, station: string, id: number, values: Details) {
    const entry = await find(station, id);
    if (entry) write(change, entry, merged(entry.value, values, clock.now()));
  }

  return {
    took,
    /** Sets what the profile is to have; the station gets it when it asks, or at once with `push`. */
    async set(
      station: string,
      id: number,
      values: Details,
      { push, force }: { push: boolean; force?: boolean },
    ): Promise<Outcome | undefined> {
      const known = await store.apply(async (change) => {
        const entry = await find(station, id);
        const at = clock.now().toISOString();
        if (entry) write(change, entry, { ...entry.value, update: { values, at } });
        return entry !== undefined;
      });
      if (!known) return undefined;
      if (!push) return { accepted: true, status: "Kept" };
      return await commands.ask(station, "updateProfile", { id, values }, { force });
    },
    /** What the station is told when it asks: undefined where nobody has set anything. */
    async pulled(change: Change, station: string, id: number): Promise<Details | undefined> {
      const entry = await find(station, id);
      const values = entry?.value.update?.values;
      if (entry && values) write(change, entry, merged(entry.value, values, clock.now()));
      return values;
    },
  };
}

/** A Dynamic profile has one period, which takes the new values (2.1 K28). */
function merged(profile: InstalledProfile, values: Details, now: Date): InstalledProfile {
  const { limit, ...more } = values as { limit?: number };
  const [first, ...rest] = profile.schedule.periods;
  const details = { ...first?.details, ...more };
  const period = {
    ...(first ?? { startPeriod: 0 }),
    ...(limit === undefined ? {} : { limit }),
    ...(Object.keys(details).length ? { details } : {}),
  };
  return {
    ...profile,
    schedule: { ...profile.schedule, periods: [period, ...rest] },
    details: { ...profile.details, dynUpdateTime: now.toISOString() },
  };
}
