import { getLogger } from "@logtape/logtape";
import type { Store } from "../../kv/mod.ts";
import { dayAt, monthOf, yearOf } from "../analytics/quarter.ts";
import type { Clock } from "../clock.ts";
import type { Config } from "../config.ts";
import { expiry } from "../expiry.ts";
import { inTurn } from "../in_turn.ts";
import type { Journal } from "../journal.ts";
import { gathering } from "./gather.ts";
import { took } from "./latency.ts";
import { keptWith, type Measured } from "./measures.ts";
import { readingReliability } from "./read.ts";

const log = getLogger(["kvolt", "reliability"]);
const DAY_MS = 86_400_000;
/** So long before a day ends all is written; what still comes in it goes with the next. */
const BEFORE_END_MS = 60_000;

/**
 * How well each station is connected. It is gathered in memory and written when a connection ends, at the end
 * of each day (UTC) and at stop: when the process is killed these numbers of one day are what is lost. It is kept
 * for AUDIT_DAYS.
 */
export function reliability({ store, clock, config, journal, driftOf }: {
  store: Store;
  clock: Clock;
  config: Config;
  journal: Journal;
  /** How far a station's clock is from ours, in ms, where its connection has shown it. */
  driftOf: (station: string) => number | undefined;
}) {
  const collections = { month: store.reliabilityMonths, year: store.reliabilityYears };
  const gathered = gathering(clock);
  const turn = inTurn();
  const writing = new Set<Promise<void>>();

  function write(station: string, days: ReadonlyMap<number, Measured>): Promise<void> {
    const places = [...days].flatMap(([day, measured]) => {
      const { month, date } = monthOf(day);
      const { year, place } = yearOf(month);
      return [
        { of: "month", span: month, slot: date, measured } as const,
        { of: "year", span: year, slot: place, measured } as const,
      ];
    });
    return store.apply(async (change) => {
      const until = expiry(clock, config.AUDIT_DAYS);
      for (const own of Map.groupBy(places, ({ of, span }) => `${of} ${span}`).values()) {
        const { of, span } = own[0]!;
        const entry = await collections[of].get(span, station);
        const value = own.reduce(
          (kept, { slot, measured }) => keptWith(kept, slot, measured),
          entry?.value ?? {},
        );
        if (entry) collections[of].replace(change, entry, value, until);
        else collections[of].create(change, [span, station], value, until);
      }
    });
  }

  /** Writes what was gathered of a station; not waited for. */
  function flush(station: string): void {
    const driftMs = driftOf(station);
    if (driftMs !== undefined) {
      gathered.add(station, { driftMinMs: driftMs, driftMaxMs: driftMs });
    }
    const days = gathered.take(station);
    if (days.size === 0) return;
    const work = turn(station, () => write(station, days)).catch((error) =>
      log.warn("what was measured of {station} is lost: {error}", { station, error })
    );
    writing.add(work);
    work.finally(() => writing.delete(work));
  }

  function flushAll(): void {
    for (const station of gathered.stations()) flush(station);
  }

  let cancel = () => {};
  function atDayEnd(): void {
    const now = clock.now().getTime();
    const end = (dayAt(now + BEFORE_END_MS) + 1) * DAY_MS - BEFORE_END_MS;
    cancel = clock.after(end - now, () => {
      flushAll();
      atDayEnd();
    });
  }
  atDayEnd();

  const unsubscribe = journal.subscribe(({ type, station }) => {
    if (station === undefined) return;
    if (type === "station.connected") {
      gathered.online(station);
      gathered.add(station, { connects: 1 });
    } else if (type === "station.disconnected") {
      gathered.add(station, { disconnects: 1 });
      gathered.offline(station);
      flush(station);
    }
  });

  async function written(): Promise<void> {
    while (writing.size > 0) await Promise.all(writing);
  }
  const read = readingReliability({ store, clock, gathered });

  return {
    /** A frame came now, or the connection ended; the one before came then. */
    heard: (station: string, before: Date, now: Date): void =>
      gathered.silent(station, now.getTime(), now.getTime() - before.getTime()),
    /** It answered what it was asked, after so long, in ms. */
    answered: (station: string, ms: number): void => gathered.add(station, took(ms)),
    /** It did not answer in time. */
    unanswered: (station: string): void => gathered.add(station, { unanswered: 1 }),
    /** How well stations were connected up to now, the least reliable first. */
    async stations(days: Parameters<typeof read>[0]) {
      await written();
      return await read(days);
    },
    /** Resolves when what is being written is. */
    written,
    /** Writes what has been gathered, and gathers no more. */
    stop(): void {
      unsubscribe();
      cancel();
      flushAll();
    },
  };
}

export type ReliabilityRules = ReturnType<typeof reliability>;
