import { getLogger } from "@logtape/logtape";
import type { Change } from "../../kv/change.ts";
import type { Store } from "../../kv/mod.ts";
import type { Clock } from "../clock.ts";
import type { Journal } from "../journal.ts";
import type { ChargingProfile, Transaction } from "../model.ts";
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
    /** A station is asked to start, with a profile or none: it may begin before it answers. */
    sent(
      change: Change,
      station: string,
      evse: number,
      token: string,
      profile: ChargingProfile | undefined,
    ): void {
      // That of an earlier start is not this one's.
      if (!profile) return store.startProfiles.remove(change, [station, evse]);
      const now = clock.now();
      const sent = { token, profile: fitProfile(profile), at: now.toISOString() };
      store.startProfiles.put(change, [station, evse], sent, now.getTime() + WITHIN_MS);
    },
    /** The station would not start. */
    refused: (station: string, evse: number): Promise<void> =>
      store.apply((change) => {
        store.startProfiles.remove(change, [station, evse]);
        return Promise.resolve();
      }),
    stop,
  };
}

export type ProfilesOfStarts = ReturnType<typeof profilesOfStarts>;
