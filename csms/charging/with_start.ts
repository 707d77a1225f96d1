import { getLogger } from "@logtape/logtape";
import type { Change } from "../../kv/change.ts";
import type { Store } from "../../kv/mod.ts";
import type { Clock } from "../clock.ts";
import type { Journal } from "../journal.ts";
import type { ChargingProfile, Transaction } from "../model.ts";
import type { StartProfile } from "../model/smart_charging.ts";
import { tokenKey } from "../tokens/store.ts";
import { fitProfile } from "./fit_schedule.ts";
import type { Profiles } from "./profiles.ts";

const log = getLogger(["kvolt", "charging"]);
/** Stations give a remote start up long before, in ms. */
const WITHIN_MS = 10 * 60_000;

/** Keeps the profile that went with a remote start once its transaction begins (1.6 §5.11, 2.x F01). */
export function profilesOfStarts({ store, clock, journal, profiles }: {
  store: Store;
  clock: Clock;
  journal: Journal;
  profiles: Pick<Profiles, "installed">;
}) {
  /** The profile that waits for this transaction. */
  async function of({ station, evse, token }: Transaction) {
    const entry = await store.startProfiles.get(station, evse);
    if (!entry || tokenKey(entry.value.token) !== tokenKey(token)) return undefined;
    const age = clock.now().getTime() - Date.parse(entry.value.at);
    return age > WITHIN_MS ? undefined : entry;
  }

  async function begun(transaction: Transaction): Promise<void> {
    if (!await of(transaction)) return;
    await store.apply(async (change) => {
      const sent = await of(transaction);
      if (!sent) return;
      store.startProfiles.removeEntry(change, sent);
      const { id, station, evse } = transaction;
      await profiles.installed(change, station, evse, { ...sent.value.profile, transaction: id });
    });
  }

  function wait(change: Change, station: string, evse: number, one?: StartProfile): void {
    if (!one) return store.startProfiles.remove(change, [station, evse]);
    store.startProfiles.put(change, [station, evse], one, Date.parse(one.at) + WITHIN_MS);
  }

  const stop = journal.subscribe(({ type, data }) => {
    if (type !== "transaction.started" && type !== "transaction.changed") return;
    const transaction = data as Transaction;
    begun(transaction).catch((error) =>
      log.error("the profile of transaction {id} was not kept: {error}", {
        id: transaction.id,
        error,
      })
    );
  });

  return {
    /**
     * A station is asked to start, with a profile or none: it may begin before it answers. Gives what takes that back
     * where nothing comes of it: what waited before goes on waiting then.
     */
    async sent(
      change: Change,
      station: string,
      evse: number,
      token: string,
      profile: ChargingProfile | undefined,
    ): Promise<() => Promise<void>> {
      const before = (await store.startProfiles.get(station, evse))?.value;
      const at = clock.now().toISOString();
      // That of an earlier start is not this one's.
      const own = profile && { token, profile: fitProfile(profile), at };
      wait(change, station, evse, own);
      if (!own && !before) return () => Promise.resolve();
      return () =>
        store.apply(async (change) => {
          const waiting = (await store.startProfiles.get(station, evse))?.value;
          // A transaction that has taken it meanwhile may well be the earlier one's.
          if (waiting?.at === own?.at) wait(change, station, evse, before);
        });
    },
    stop,
  };
}

export type ProfilesOfStarts = ReturnType<typeof profilesOfStarts>;
