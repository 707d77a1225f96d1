import type { Price, PriceConditions, Tariff } from "../model/tariff.ts";
import { localTime, minuteOf } from "./local_time.ts";

/** The state of a transaction over a piece of time in which no condition changes. */
interface Piece {
  /** Ms since 1970, at its beginning. */
  readonly at: number;
  /** Ms since the transaction began. */
  readonly sinceMs: number;
  readonly mWh: number;
  /** Mean W. */
  readonly powerW: number;
}

/** The first price that holds over a piece, if any does. */
export function priceOf(
  prices: readonly Price[] | undefined,
  { timeZone }: Tariff,
  piece: Piece,
): Price | undefined {
  return prices?.find(({ when }) => !when || holds(when, piece, timeZone));
}

function holds(when: PriceConditions, piece: Piece, timeZone: string): boolean {
  const { minEnergyWh, maxEnergyWh, minPowerW, maxPowerW, minSeconds, maxSeconds } = when;
  const within = (value: number, min = -Infinity, max = Infinity) => value >= min && value < max;
  return within(piece.mWh / 1000, minEnergyWh, maxEnergyWh) &&
    within(piece.powerW, minPowerW, maxPowerW) &&
    within(piece.sinceMs / 1000, minSeconds, maxSeconds) && (!hasClock(when) ||
      holdsThen(when, piece.at, timeZone));
}

function holdsThen({ from, to, days }: PriceConditions, at: number, timeZone: string): boolean {
  const { day, minute } = localTime(at, timeZone);
  if (days && !days.includes(day)) return false;
  const start = from === undefined ? 0 : minuteOf(from);
  const end = to === undefined ? 24 * 60 : minuteOf(to);
  return start < end ? minute >= start && minute < end : minute >= start || minute < end;
}

function hasClock({ from, to, days }: PriceConditions): boolean {
  return from !== undefined || to !== undefined || days !== undefined;
}

/** Every condition that a tariff's running prices have. */
function conditionsOf({ energy, charging, idle }: Tariff): PriceConditions[] {
  return [energy, charging, idle].flatMap((prices) => prices?.prices ?? [])
    .flatMap(({ when }) => when ?? []);
}

/** Where a tariff's prices may change: minutes of the day (none where the clock does not matter), mWh, ms. */
export interface Borders {
  readonly minutes: readonly number[] | undefined;
  readonly mWh: readonly number[];
  readonly sinceMs: readonly number[];
}

/** The borders of a tariff, each list in order. */
export function bordersOf(tariff: Tariff): Borders {
  const all = conditionsOf(tariff);
  const sorted = (values: (number | undefined)[]) =>
    [...new Set(values.filter((value) => value !== undefined))].sort((a, b) => a - b);
  const times = all.flatMap(({ from, to }) => [from, to]);
  return {
    minutes: all.some(hasClock)
      ? sorted([0, ...times.map((time) => time === undefined ? time : minuteOf(time) % 1440)])
      : undefined,
    mWh: sorted(all.flatMap((when) => [when.minEnergyWh, when.maxEnergyWh]))
      .map((wh) => Math.round(wh * 1000)),
    sinceMs: sorted(all.flatMap((when) => [when.minSeconds, when.maxSeconds]))
      .map((seconds) => Math.round(seconds * 1000)),
  };
}
