import { getLogger } from "@logtape/logtape";
import type { Store } from "../../kv/mod.ts";
import type { Clock } from "../clock.ts";
import type { Commands } from "../commands.ts";
import type { Config } from "../config.ts";
import type { Event, Telemetry } from "../events.ts";
import type { Journal } from "../journal.ts";
import type { Links } from "../links.ts";
import type { Records } from "./records.ts";

const log = getLogger(["kvolt", "metering"]);
const LOOK_EVERY_MS = 30_000;
/** A station that samples seldom may miss two of its intervals. */
const INTERVALS = 3;
/** Readings of one message are no interval. */
const AT_ONCE_MS = 1_000;
/** Transactions that are watched; the one that was silent the longest is let go beyond that. */
const MOST = 10_000;

interface Watched {
  readonly station: string;
  readonly evse: number;
  /** When its last reading came, in ms. */
  readonly at: number;
  /** How long before that the one before came. */
  readonly everyMs: number;
  /** It is asked once in each silence. */
  readonly asked: boolean;
}

/** Asks a live station for MeterValues when a transaction that had some has been silent for long (quirk 41). */
export function watchdog({ store, clock, config, links, commands, journal, records }: {
  store: Store;
  clock: Clock;
  config: Config;
  links: Links;
  commands: Commands;
  journal: Journal;
  records: Records;
}): () => void {
  const silenceMs = config.METER_SILENCE_SECONDS * 1000;
  if (silenceMs === 0) return () => {};
  const watched = new Map<string, Watched>();
  /** Stations that have said they cannot, until they boot again. */
  const deaf = new Set<string>();
  let cancel: (() => void) | undefined;

  function sampled(station: string, { evse, transaction }: Telemetry["meter.sampled"]): void {
    if (transaction === undefined || deaf.has(station)) return;
    const at = clock.now().getTime();
    const before = watched.get(transaction);
    const gap = before ? at - before.at : 0;
    const everyMs = gap > AT_ONCE_MS ? gap : before?.everyMs ?? silenceMs;
    watch(transaction, { station, evse, at, everyMs, asked: false });
  }

  function watch(transaction: string, one: Watched): void {
    watched.delete(transaction);
    watched.set(transaction, one);
    if (watched.size > MOST) watched.delete(watched.keys().next().value!);
    cancel ??= clock.after(LOOK_EVERY_MS, look);
  }

  /** Watches what had readings before kvolt was started anew; their silence counts from now on. */
  async function resume(station: string): Promise<void> {
    const open = await records.openOf(station);
    if (!links.get(station) || deaf.has(station)) return;
    const at = clock.now().getTime();
    for (const { value: { id, evse, lastSampleAt } } of open) {
      if (lastSampleAt === undefined || watched.has(id)) continue;
      watch(id, { station, evse, at, everyMs: silenceMs, asked: false });
    }
  }

  function look(): void {
    const now = clock.now().getTime();
    for (const [id, one] of watched) {
      if (deaf.has(one.station)) watched.delete(id);
      else if (!one.asked && now - one.at > Math.max(silenceMs, INTERVALS * one.everyMs)) {
        ask(id, one).catch((error) =>
          log.info("{station} was not asked for its meter: {why}", {
            station: one.station,
            why: (error as Error).message,
          })
        );
      }
    }
    cancel = watched.size > 0 ? clock.after(LOOK_EVERY_MS, look) : undefined;
  }

  async function ask(id: string, one: Watched): Promise<void> {
    // An offline station keeps its readings itself.
    if (!links.get(one.station)) return;
    watched.set(id, { ...one, asked: true });
    const entry = await store.transactions.get(id);
    if (entry?.value.state !== "open") return void watched.delete(id);
    const { station, evse } = one;
    try {
      const args = { what: "meter" as const, ...(evse > 0 ? { evse } : {}) };
      const { status } = await commands.ask(station, "tell", args);
      if (status === "NotImplemented") deaf.add(station);
    } catch (error) {
      if ((error as Error).name === "Unsupported" || isUnknown(error)) deaf.add(station);
      throw error;
    }
  }

  const unsubscribe = journal.subscribe(({ type, station, data }: Event) => {
    if (!station) return;
    if (type === "meter.sampled") sampled(station, data as Telemetry["meter.sampled"]);
    else if (type === "station.connected" || type === "station.booted") {
      if (type === "station.booted" && !deaf.delete(station)) return;
      resume(station).catch((error) =>
        log.info("the transactions of {station} are not watched: {why}", {
          station,
          why: (error as Error).message,
        })
      );
    } else if (type === "transaction.stopped") watched.delete((data as { id: string }).id);
  });

  return function stop(): void {
    unsubscribe();
    cancel?.();
  };
}

function isUnknown(error: unknown): boolean {
  const { code } = error as { code?: unknown };
  return code === "NotImplemented" || code === "NotSupported";
}
