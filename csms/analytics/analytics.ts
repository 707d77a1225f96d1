import { getLogger } from "@logtape/logtape";
import { StoreClosed } from "../../kv/errors.ts";
import type { Store } from "../../kv/mod.ts";
import type { Clock } from "../clock.ts";
import type { Journal } from "../journal.ts";
import { tokenKey } from "../tokens/store.ts";
import { backfill } from "./backfill.ts";
import { folding } from "./fold.ts";
import type { Period } from "./period.ts";
import { reading, type Subject } from "./read.ts";
import { ofStations } from "./stations.ts";

const log = getLogger(["kvolt", "analytics"]);

/** What charging came to in any time: read from rollups, so that a year costs about what a day does. */
export function analytics({ store, clock, journal }: {
  store: Store;
  clock: Clock;
  journal: Journal;
}) {
  const { settle, stop } = folding({ store, clock, journal });
  const read = reading(store);
  const stations = ofStations({ store, clock, read });
  const stopped = new AbortController();
  const counted = backfill({ store, settle, signal: stopped.signal }).catch((error) => {
    if (error instanceof StoreClosed || stopped.signal.aborted) return;
    log.warn("older transactions are counted at the next start: {error}", { error });
  });

  return {
    /** Brings the rollups up to date. */
    settle,
    /** Resolves when those that ended before there were rollups are counted, or left to the next start. */
    counted,
    /** What a period came to in its days or months; what has ended by now is in it. */
    async series(subject: Subject, period: Period, by: "day" | "month") {
      await settle();
      return await read.series([subject], period, by);
    },
    /** The same for several tokens together. */
    async seriesOfTokens(tokens: readonly string[], period: Period, by: "day" | "month") {
      await settle();
      const subjects = tokens.map((token) => ({ kind: "token", name: tokenKey(token) } as const));
      return await read.series(subjects, period, by);
    },
    /** What each token came to in a period, the most energy first; those without a session are left out. */
    async tokens(period: Period) {
      await settle();
      return (await read.totals("token", period)).map(({ name, ...sums }) => ({
        token: name,
        ...sums,
      }));
    },
    /** What each station came to in a period. */
    async stations(period: Period) {
      await settle();
      return await stations(period);
    },
    stop(): void {
      stopped.abort();
      stop();
    },
  };
}
