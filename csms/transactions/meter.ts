import type { Change } from "../../kv/change.ts";
import type { Entry } from "../../kv/collection.ts";
import type { Store } from "../../kv/mod.ts";
import type { Clock } from "../clock.ts";
import type { Config } from "../config.ts";
import { expiry } from "../expiry.ts";
import { powerOf } from "../metering/power.ts";
import { ratingOf } from "../metering/rating.ts";
import { fitReading } from "../metering/fit_reading.ts";
import type { MeterReading, Transaction } from "../model.ts";
import type { EventFacts } from "../model/progress.ts";
import { accrued } from "../tariffs/charged.ts";
import { advance } from "./energy.ts";
import { flagged, type Records } from "./records.ts";

/** Readings written in one commit; the rest of a long message goes first, in commits of its own. */
const PER_COMMIT = 200;

/** A reading this long after a stop still belongs to what stopped. */
const LATE_MS = 60_000;

interface Metered {
  readonly station: string;
  readonly evse: number;
  /** Absent, 0 or negative where the station does not say (quirk 33). */
  readonly transaction?: string;
  readonly readings: readonly MeterReading[];
}

/** A number that tells two readings of one time apart, the same for the same reading each time. */
function mark(reading: MeterReading): number {
  let hash = 0;
  for (const { measurand, phase, value, raw, context } of reading.values) {
    const text = `${measurand}${phase}${value}${raw}${context}`;
    // By index: to walk the characters of a string takes twice as long.
    for (let i = 0; i < text.length; i++) {
      const character = text.codePointAt(i)!;
      if (character > 0xffff) i++;
      hash = (hash * 31 + character) | 0;
    }
  }
  return hash >>> 0;
}

type Readings = readonly MeterReading[];
/** The last two powers of an EVSE, in W: that before, and that of now. */
type Powers = readonly [number, number];

/** Adds readings to transactions: each is a key of its own, the transaction keeps the totals. */
export function metering({ store, clock, config, records }: {
  store: Store;
  clock: Clock;
  config: Config;
  records: Records;
}) {
  /** Writes samples, with the event that they carry. */
  function put(
    change: Change,
    transaction: string,
    readings: Readings,
    event?: EventFacts,
  ): void {
    const receivedAt = clock.now().toISOString();
    const until = expiry(clock, config.SAMPLE_DAYS);
    for (const reading of readings) {
      const at = Date.parse(reading.at);
      const sample = {
        ...fitReading(reading),
        transaction,
        receivedAt,
        ...(event ? { event } : {}),
      };
      store.samples.put(change, [transaction, at, mark(reading)], sample, until);
    }
  }

  /** Those that are not there: what is written again would lose the event that it carries. */
  async function newIn({ id, progress, lastSampleAt = "" }: Transaction, readings: Readings) {
    const isOld = ({ at }: MeterReading) => progress !== undefined && at <= lastSampleAt;
    const old = readings.filter(isOld);
    if (old.length === 0) return readings;
    const there = await store.samples.getMany(
      old.map((reading) => [id, Date.parse(reading.at), mark(reading)]),
    );
    const known = new Set(old.filter((_, i) => there[i]));
    return readings.filter((reading) => !known.has(reading));
  }

  /** Writes samples; writing them again changes nothing, so that a part may be committed ahead. */
  async function keep(change: Change, transaction: string, all: Readings, before?: Transaction) {
    const readings = before ? await newIn(before, all) : all;
    const ahead = readings.length > PER_COMMIT ? readings.slice(0, -PER_COMMIT) : [];
    for (let from = 0; from < ahead.length; from += PER_COMMIT) {
      const part = ahead.slice(from, from + PER_COMMIT);
      await store.apply((early) => Promise.resolve(put(early, transaction, part)));
    }
    put(change, transaction, readings.slice(ahead.length));
  }

  /** The transaction that readings belong to: the one named, else the one open there then. */
  async function find({ station, evse, transaction, readings }: Metered) {
    const named = transaction && await store.transactions.get(transaction);
    if (named && named.value.station === station) return named;
    const open = await records.openAt(station, evse);
    const since = (from: string) => readings.every(({ at }) => Date.parse(from) <= Date.parse(at));
    if (open && since(open.value.startedAt)) return open;
    return await stoppedThen(station, evse, readings) ?? open;
  }

  /** The transaction that ran there then: its last reading may come late and without the id (quirk 40). */
  async function stoppedThen(station: string, evse: number, readings: readonly MeterReading[]) {
    const recent = await store.transactionsByStation.page([station], { limit: 10 });
    for (const { value } of recent.items) {
      const entry = await store.transactions.get(value);
      if (entry?.value.evse !== evse || entry.value.state === "open") continue;
      const from = Date.parse(entry.value.startedAt);
      const to = Date.parse(entry.value.stoppedAt ?? "") + LATE_MS;
      const within = readings.every(({ at }) => from <= Date.parse(at) && Date.parse(at) <= to);
      if (within) return entry;
    }
    return null;
  }

  /** The transaction with its totals after these readings. */
  function total(transaction: Transaction, readings: readonly MeterReading[]): Transaction {
    let { register, peakW, powerW, lastSampleAt, account } = transaction;
    const flags: string[] = [];
    for (const reading of readings) {
      const step = advance(register, reading);
      register = step.register;
      account = accrued(account, transaction, { to: Date.parse(reading.at), register });
      flags.push(...step.remarks);
      const power = powerOf(reading);
      if (power !== undefined) peakW = Math.max(peakW, power);
      if (lastSampleAt === undefined || reading.at >= lastSampleAt) {
        lastSampleAt = reading.at;
        if (power !== undefined) powerW = power;
      }
    }
    const open = transaction.state === "open";
    return {
      ...transaction,
      register,
      peakW,
      ...(open && powerW !== undefined ? { powerW } : {}),
      lastSampleAt,
      ...(account ? { account } : {}),
      flags: flagged(transaction.flags, ...flags),
    };
  }

  const drawn = new Map<string, Map<number, number>>();

  /** The most that all EVSEs of a station have drawn together is taken for its rating. */
  async function rate(change: Change, station: string, evse: number, [before, powerW]: Powers) {
    const evses = drawn.get(station) ?? new Map<number, number>();
    drawn.set(station, evses.set(evse, powerW));
    const entry = await store.stations.get(station);
    const sum = [...evses.values()].reduce((total, power) => total + power, 0);
    const rating = entry && ratingOf(entry.value.powerW, sum, sum - powerW + before);
    if (rating) store.stations.replace(change, entry, { ...entry.value, powerW: rating });
  }

  /** Tells of readings as they come, and of the power that they show. */
  async function live(
    change: Change,
    { station, evse, readings }: Metered,
    transaction: string | undefined,
    before = 0,
  ): Promise<void> {
    const powers = readings.map(powerOf);
    const known = powers.filter((power) => power !== undefined);
    const [held, latest] = [before, ...known].slice(-2);
    if (latest !== undefined) await rate(change, station, evse, [held!, latest]);
    for (const [index, { at, values }] of readings.entries()) {
      const powerW = powers[index];
      change.tell("meter.sampled", { evse, transaction, at, powerW, values }, station);
    }
  }

  return {
    keep,
    put,
    total,
    live,
    /** Takes readings that came on their own; those of no transaction are kept under the EVSE. */
    async metered(change: Change, metered: Metered): Promise<Entry<Transaction> | null> {
      const entry = await find(metered);
      const { station, evse, readings } = metered;
      await keep(change, entry?.value.id ?? `${station}/${evse}`, readings, entry?.value);
      if (entry) records.replace(change, entry, total(entry.value, readings));
      await live(change, metered, entry?.value.id, entry?.value.powerW);
      return entry;
    },
  };
}

export type Metering = ReturnType<typeof metering>;
