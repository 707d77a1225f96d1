import { getLogger } from "@logtape/logtape";
import type { Store } from "../../kv/mod.ts";
import type { Clock } from "../clock.ts";
import type { Journal } from "../journal.ts";
import type { ChargingProfile, Transaction } from "../model.ts";
import { tokenKey } from "../tokens/store.ts";
import type { Profiles } from "./profiles.ts";

const log = getLogger(["kvolt", "charging"]);
/** Stations give a remote start up long before, in ms. */
const WITHIN_MS = 10 * 60_000;

interface Sent {
  readonly token: string;
  readonly profile: ChargingProfile;
  readonly at: number;
}

/** Keeps the profile that went with a remote start once its transaction begins (1.6 §5.11, 2.x F01). */
export function profilesOfStarts({ store, clock, journal, profiles }: {
  store: Store;
  clock: Clock;
  journal: Journal;
  profiles: Pick<Profiles, "installed">;
}) {
  /** What waits, the oldest first. */
  const waiting = new Map<string, Sent>();
  const isOver = ({ at }: Sent) => clock.now().getTime() - at > WITHIN_MS;

  function begun({ id, station, evse, token }: Transaction): void {
    const place = JSON.stringify([station, evse]);
    const sent = waiting.get(place);
    if (!sent || isOver(sent) || tokenKey(sent.token) !== tokenKey(token)) return;
    waiting.delete(place);
    const profile = { ...sent.profile, transaction: id };
    store.apply((change) => profiles.installed(change, station, evse, profile)).catch((error) =>
      log.error("the profile of transaction {id} was not kept: {error}", { id, error })
    );
  }

  const stop = journal.subscribe(({ type, data }) => {
    const begins = type === "transaction.started" || type === "transaction.changed";
    if (begins && waiting.size > 0) begun(data as Transaction);
  });

  return {
    /** A station is asked to start with a profile: it may begin before it answers. */
    sent(station: string, evse: number, token: string, profile: ChargingProfile): void {
      for (const [place, sent] of waiting) if (isOver(sent)) waiting.delete(place);
      waiting.set(JSON.stringify([station, evse]), { token, profile, at: clock.now().getTime() });
    },
    /** The station would not start. */
    refused: (station: string, evse: number): void =>
      void waiting.delete(JSON.stringify([station, evse])),
    stop,
  };
}

export type ProfilesOfStarts = ReturnType<typeof profilesOfStarts>;
