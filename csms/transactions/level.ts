import type { Register } from "../model.ts";
import { likely, possible, rate } from "./plausible.ts";

export type Level = Register["level"];
export type Reading = Register["recent"][number];

interface Step {
  readonly level: Level;
  readonly remark?: string;
}

/** Registers that are rounded, or summed over phases, go back by this much and mean nothing by it. */
const JITTER_WH = 10;

/** How a series is read: as a register or as intervals, and whether more is to come. */
export interface Mode {
  readonly interval: boolean;
  readonly final: boolean;
}

/**
 * One reading after another. What is unlikely is believed when the next reading agrees with it; the last
 * one waits for that, unless the transaction is over (`final`).
 */
export function walk(
  start: Level,
  readings: readonly Reading[],
  mode: Mode,
): { level: Level; remarks: string[] } {
  let level = start;
  const remarks: string[] = [];
  readings.forEach((reading, index) => {
    const done = step(level, reading, readings[index + 1], mode);
    level = done.level;
    if (done.remark) remarks.push(done.remark);
  });
  return { level, remarks };
}

/** One reading, with the one after it to tell a misreading from a reset. */
export function step(
  level: Level,
  reading: Reading,
  next: Reading | undefined,
  mode: Mode,
): Step {
  const taken = mode.interval ? add(level, reading) : take(level, reading, next, mode.final);
  return { ...taken, level: { ...taken.level, at: reading[0] } };
}

/** An interval is the energy itself. */
function add(level: Level, [at, wh]: Reading): Step {
  if (!possible(wh, since(level.at ?? level.changedAt, at))) {
    return { level, remark: "implausible-reading" };
  }
  return { level: { ...level, energyWh: level.energyWh + wh, changedAt: at } };
}

function take(level: Level, reading: Reading, next: Reading | undefined, final: boolean): Step {
  const [at, wh, trusted] = reading;
  if (level.wh === undefined) return { level: { ...level, wh, changedAt: at } };
  const delta = wh - level.wh;
  if (trusted && possible(delta)) {
    return { level: delta > 0 ? rise(level, reading) : { ...level, head: false } };
  }
  if (delta < 0 && -delta <= JITTER_WH && wh * 2 >= level.wh) return { level: settle(level) };
  const elapsed = since(level.changedAt, at);
  const confirmed = next !== undefined && follows(reading, next);
  const rateW = confirmed ? Math.max(level.rateW, rate(next[1] - wh, next[0] - at)) : level.rateW;
  if (delta >= 0 && likely(delta, elapsed, rateW)) return { level: rise(level, reading) };
  const { before } = level;
  if (before && wh >= before.wh - JITTER_WH && possible(wh - before.wh, since(before.at, at))) {
    return { level: comeBack(level, before, reading) };
  }
  if (level.head && inKwh(level.wh, wh, elapsed)) {
    // Whole kWh were cut off or rounded: the most that it can have been never counts too much.
    const exact = Number.isInteger(level.wh) ? 1000 : 0;
    const baseWh = Math.min(wh, level.wh * 1000 + exact);
    const from = { ...level, wh: baseWh, baseWh };
    return { level: rise(from, reading), remark: "meter-in-kwh" };
  }
  // A meterStart of 0 is often no reading at all, so that more is asked of the first step.
  const could = delta >= 0 && possible(delta, elapsed) && !(level.head && level.wh === 0);
  const stray = next !== undefined && (!could || next[1] < wh) && continues(level, next);
  if (stray || (next !== undefined && !confirmed)) return { level, remark: "implausible-reading" };
  if (next === undefined && !(final && (could || level.head))) return { level };
  if (could) return { level: rise(level, reading) };
  return delta < 0 ? reset(level, reading, elapsed, rateW) : jump(level, reading);
}

/** Plain progress: what the register rose by was delivered. */
function rise(level: Level, [at, wh]: Reading): Level {
  const delta = wh - (level.wh as number);
  const on = settle(level);
  if (delta <= 0) return on;
  const rateW = level.changedAt === undefined ? 0 : rate(delta, at - level.changedAt);
  return {
    ...on,
    wh,
    changedAt: at,
    energyWh: level.energyWh + delta,
    rateW: Math.max(level.rateW, rateW),
  };
}

/** The register begins anew. What it shows was delivered since, where that much is likely. */
function reset(level: Level, [at, wh]: Reading, elapsed: number | undefined, rateW: number): Step {
  const left = level.wh as number;
  const fresh = wh * 2 <= left && likely(wh, elapsed, rateW);
  const energyWh = level.energyWh + (fresh ? wh : 0);
  const before = { wh: left, at: level.changedAt, energyWh: level.energyWh };
  const next: Level = { ...level, wh, energyWh, before, changedAt: at, head: false };
  if (!level.head) return { level: next, remark: "register-reset" };
  if (fresh) return { level: { ...next, kind: "session" }, remark: "session-register" };
  return {
    level: { ...next, kind: "lifetime", baseWh: undefined, before: undefined },
    remark: "meter-start-unusable",
  };
}

/** The register shows far more than was possible: it goes on from there, and nothing is counted for it. */
function jump(level: Level, [at, wh]: Reading): Step {
  const next: Level = { ...level, wh, changedAt: at, head: false };
  if (level.head) {
    return {
      level: { ...next, kind: "lifetime", baseWh: undefined },
      remark: "meter-start-unusable",
    };
  }
  const before = { wh: level.wh as number, at: level.changedAt, energyWh: level.energyWh };
  return { level: { ...next, before, jumped: true }, remark: "register-jump" };
}

/** The level that was left is back, so that what was counted in between is in it already. */
function comeBack(level: Level, before: NonNullable<Level["before"]>, [at, wh]: Reading): Level {
  const counted = before.energyWh + Math.max(0, wh - before.wh);
  return {
    ...level,
    wh: Math.max(wh, before.wh),
    changedAt: at,
    energyWh: Math.max(level.energyWh, counted),
    before: { wh: level.wh as number, at: level.changedAt, energyWh: level.energyWh },
  };
}

/** The first reading after meterStart tells what kind of register it is. */
function settle(level: Level): Level {
  if (!level.head) return level;
  return { ...level, head: false, kind: level.baseWh === 0 ? "session" : "lifetime" };
}

function inKwh(start: number, wh: number, elapsed: number | undefined): boolean {
  const more = wh - start * 1000;
  return start >= 100 && more >= -1000 && possible(Math.max(0, more), elapsed);
}

function follows([at, wh]: Reading, [nextAt, nextWh]: Reading): boolean {
  return nextAt > at && nextWh >= wh - JITTER_WH && possible(nextWh - wh, nextAt - at);
}

function continues(level: Level, [at, wh]: Reading): boolean {
  const from = level.wh as number;
  return wh >= from - JITTER_WH && possible(wh - from, since(level.changedAt, at));
}

function since(from: number | undefined, at: number): number | undefined {
  return from === undefined ? undefined : at - from;
}
