import { getLogger } from "@logtape/logtape";
import type { Profiles } from "./charging/profiles.ts";
import type { Journal } from "./journal.ts";
import type { Transaction } from "./model.ts";

const log = getLogger(["kvolt", "csms"]);

/** What one thing that happened makes happen elsewhere; returns its end. */
export function following({ journal, profiles }: {
  journal: Journal;
  profiles: Pick<Profiles, "ended">;
}): () => void {
  return journal.subscribe((event) => {
    if (event.type !== "transaction.stopped") return;
    const { id, station } = event.data as Transaction;
    profiles.ended(station, id).catch((error) =>
      log.error("the profiles of transaction {id} were not cleared: {error}", { id, error })
    );
  });
}
