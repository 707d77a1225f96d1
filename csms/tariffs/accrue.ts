import type { Cost, CostAccount, Price, Tariff } from "../model/tariff.ts";
import { type Borders, bordersOf, priceOf } from "./conditions.ts";
import { localTime, QUARTER_MS } from "./local_time.ts";

/** Money is counted in 1/10000 of the currency. */
export const UNIT = 10_000;

/** A time of charging or of idling, up to `to` in ms, at whose end the transaction has had so many Wh. */
export interface Usage {
  readonly to: number;
  readonly wh: number;
  readonly kind: "charging" | "idle";
}

const units = ({ price }: Price): bigint => BigInt(Math.round(price * UNIT));

/** Opens the account of a transaction; what it cost under an earlier tariff goes on counting. */
export function openAccount(
  tariff: Tariff,
  startedAt: number,
  earlier?: { account: CostAccount; cost: Cost },
): CostAccount {
  const { at = startedAt, mWh = 0 } = earlier?.account ?? {};
  const beginning = { at: startedAt, sinceMs: 0, mWh: 0, powerW: 0 };
  const fee = earlier ? undefined : priceOf(tariff.fixed?.prices, tariff, beginning);
  return {
    ...{ tariff, startedAt: earlier?.account.startedAt ?? startedAt, at, mWh },
    ...{ energy: "0", charging: "0", idle: "0", fixed: String(fee ? units(fee) : 0n) },
    ...{ chargingMs: 0, idleMs: 0 },
    ...(earlier ? { earlier: earlier.cost } : {}),
  };
}

/**
 * The account after a piece of usage. Energy grows evenly over it; splitting it anywhere on that line
 * gives the same sums. What is told of an earlier time than the account's adds its energy alone.
 */
export function accrue(account: CostAccount, { to, wh, kind }: Usage): CostAccount {
  const end = { at: Math.max(account.at, to), mWh: Math.max(account.mWh, Math.round(wh * 1000)) };
  const steps = cuts(account, end, bordersOf(account.tariff));
  let { at, mWh } = account;
  const sums = { energy: 0n, time: 0n };
  const powerW = end.at > at ? (end.mWh - mWh) * 3600 / (end.at - at) : 0;
  const { tariff } = account;
  for (const next of steps) {
    const piece = { at, sinceMs: at - account.startedAt, mWh, powerW };
    const perKwh = priceOf(tariff.energy?.prices, tariff, piece);
    const perMinute = priceOf(tariff[kind]?.prices, tariff, piece);
    if (perKwh) sums.energy += BigInt(next.mWh - mWh) * units(perKwh);
    if (perMinute) sums.time += BigInt(next.at - at) * units(perMinute);
    ({ at, mWh } = next);
  }
  const spent = end.at - account.at;
  const more = kind === "charging" ? { chargingMs: account.chargingMs + spent } : {
    idleMs: account.idleMs + spent,
  };
  return {
    ...account,
    ...more,
    ...end,
    energy: String(BigInt(account.energy) + sums.energy),
    [kind]: String(BigInt(account[kind]) + sums.time),
  };
}

type Point = Pick<CostAccount, "at" | "mWh">;

/** The points on the way to the end at which a price may change, and the end. */
function cuts(from: CostAccount, end: Point, borders: Borders): Point[] {
  const ms = end.at - from.at;
  const rise = end.mWh - from.mWh;
  const points: Point[] = [end];
  const energyAt = (at: number) =>
    ms > 0 ? from.mWh + Math.round(rise * (at - from.at) / ms) : from.mWh;
  const timed = [
    ...borders.sinceMs.map((since) => from.startedAt + since),
    ...clockBorders(from.at, end.at, borders.minutes, from.tariff.timeZone),
  ];
  for (const at of timed) {
    if (at > from.at && at < end.at) points.push({ at, mWh: energyAt(at) });
  }
  for (const mWh of borders.mWh) {
    if (mWh <= from.mWh || mWh >= end.mWh) continue;
    points.push({ at: from.at + Math.round(ms * (mWh - from.mWh) / rise), mWh });
  }
  return points.sort((a, b) => a.at - b.at || a.mWh - b.mWh);
}

/** The moments between two at which clocks in the zone show one of these minutes, or are put forward or back. */
function* clockBorders(
  from: number,
  to: number,
  minutes: readonly number[] | undefined,
  timeZone: string,
): Generator<number> {
  if (!minutes) return;
  let expected: number | undefined;
  for (let at = from - from % QUARTER_MS; at < to; at += QUARTER_MS) {
    const { minute } = localTime(at, timeZone);
    // Clocks that are moved may pass such a minute without showing it.
    if (expected !== undefined && minute !== expected) yield at;
    expected = (minute + 15) % 1440;
    for (const border of minutes) {
      if (border >= minute && border < minute + 15) yield at + (border - minute) * 60_000;
    }
  }
}
