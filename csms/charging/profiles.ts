import type { Change } from "../../kv/change.ts";
import type { Store } from "../../kv/mod.ts";
import type { Clock } from "../clock.ts";
import type { AskOptions, Commands } from "../commands.ts";
import type { ChargingProfile, InstalledProfile, RateUnit } from "../model.ts";
import type { Records } from "../transactions/records.ts";
import type { Args, Outcome } from "../verbs.ts";
import { type Composite, composite } from "./composite.ts";
import type { ExternalLimits } from "./external.ts";
import { fitProfile } from "./fit_schedule.ts";
import { endsAt, install, matches } from "./rules.ts";
import type { Sessions } from "./session.ts";

/** The profiles that stations accepted, each until its `validTo`, and what they come to. */
export function profiles({ store, clock, records, external, sessions }: {
  store: Store;
  clock: Clock;
  records: Records;
  external: ExternalLimits;
  sessions: Sessions;
}) {
  /** A TxProfile ends with its transaction (1.6 §3.13.1). */
  async function holds({ transaction }: InstalledProfile): Promise<boolean> {
    return !transaction ||
      (await store.transactions.get(transaction))?.value.state === "open";
  }

  async function all(station: string): Promise<InstalledProfile[]> {
    const found: InstalledProfile[] = [];
    for await (const { value } of store.profiles.each([station])) {
      if (await holds(value)) found.push(value);
    }
    return found;
  }

  function drop(change: Change, { station, evse, id }: InstalledProfile): void {
    store.profiles.remove(change, [station, evse, id]);
    change.record("profile.cleared", { evse, id }, station);
  }

  return {
    all,
    async page(station: string, options: { limit: number; cursor?: string }) {
      const { items, next } = await store.profiles.page([station], { ...options, reverse: false });
      const found: InstalledProfile[] = [];
      for (const { value } of items) if (await holds(value)) found.push(value);
      return { items: found, next };
    },
    /** Asks a station to take a profile; one for a transaction names it as the station does. */
    async set(
      commands: Commands,
      station: string,
      evse: number,
      profile: ChargingProfile,
      options: AskOptions = {},
    ): Promise<Outcome> {
      const open = profile.purpose === "TxProfile" ? await records.openAt(station, evse) : null;
      const transaction = open?.value.remoteId ?? profile.transaction;
      const named = transaction === undefined ? profile : { ...profile, transaction };
      return await commands.ask(station, "setProfile", { evse, profile: named }, options);
    },
    /** Keeps a profile that a station accepted, in place of those it replaces; see `install` for `coexist`. */
    async installed(
      change: Change,
      station: string,
      evse: number,
      profile: ChargingProfile,
      options: { coexist?: boolean } = {},
    ): Promise<void> {
      const open = profile.purpose === "TxProfile" ? await records.openAt(station, evse) : null;
      const { id, remoteId } = open?.value ?? {};
      const named = profile.transaction;
      const transaction = named === undefined || named === remoteId ? id : named;
      const next: InstalledProfile = {
        ...fitProfile(profile),
        ...(open ? { transaction } : {}),
        ...{ station, evse, installedAt: clock.now().toISOString() },
      };
      const outcome = install(await all(station), next, options);
      if (outcome.problem) return;
      for (const old of outcome.drop) drop(change, old);
      store.profiles.put(change, [station, evse, next.id], next, endsAt(next));
      change.record("profile.installed", next, station);
    },
    /** Forgets the profiles that a station cleared. */
    async cleared(change: Change, station: string, by: Args<"clearProfile">): Promise<void> {
      for (const profile of await all(station)) if (matches(profile, by)) drop(change, profile);
    },
    /** Forgets the profiles of a transaction that has ended. */
    ended: (station: string, transaction: string): Promise<void> =>
      store.apply(async (change) => {
        for await (const { value } of store.profiles.each([station])) {
          if (value.transaction === transaction) drop(change, value);
        }
      }),
    /** The composite schedule as kvolt computes it, in A or W, for `duration` seconds from now. */
    async computed(
      station: string,
      { evse, duration, unit = "A" }: { evse: number; duration: number; unit?: RateUnit },
      without: (profile: InstalledProfile) => boolean = () => false,
    ): Promise<Composite> {
      const open = evse > 0 ? await records.openAt(station, evse) : null;
      const found = (await all(station)).filter((profile) => !without(profile));
      const window = { evse, duration, unit, from: clock.now() };
      const limits = { profiles: found, external: await external.all(station) };
      if (!open) return composite({ ...limits, ...window });
      const { id, remoteId = id, startedAt } = open.value;
      const priority = (await sessions.get(station, remoteId))?.priority?.active === true;
      const transaction = { id, startedAt: new Date(startedAt), priority };
      return composite({ ...limits, ...window, transaction });
    },
  };
}

export type Profiles = ReturnType<typeof profiles>;
