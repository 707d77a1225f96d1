import { powerOf } from "../metering/power.ts";
import { energyValues } from "../metering/series.ts";
import type { MeterReading, Register } from "../model.ts";
import { integrate } from "./integral.ts";
import { insert, settled } from "./window.ts";

/** So many readings in a row without the source, and the next best is counted. */
const PATIENCE = 3;

/** The register at the start: `meterStart` in Wh as the station said, `startedAt` makes the first step judgeable. */
export function openRegister(meterStart: number | undefined, startedAt?: string): Register {
  const at = Date.parse(startedAt ?? "");
  const known = Number.isNaN(at) ? {} : { changedAt: at };
  const startWh = meterStart !== undefined && Number.isFinite(meterStart) && meterStart >= 0
    ? meterStart
    : undefined;
  return {
    energyWh: 0,
    ...(!Number.isNaN(at) && { startedAt: at }),
    level: {
      energyWh: 0,
      rateW: 0,
      ...known,
      ...(startWh !== undefined && { wh: startWh, baseWh: startWh, head: true }),
    },
    recent: [],
  };
}

/**
 * Counts one reading in, before or after the close, in any order and as often as it comes. The remarks
 * are kinds such as `register-reset`; the same one may come again.
 */
export function advance(
  register: Register,
  reading: MeterReading,
): { register: Register; remarks: string[] } {
  const at = Date.parse(reading.at);
  if (Number.isNaN(at)) return { register, remarks: [] };
  const values = energyValues(reading);
  const [best] = values;
  if (!best) return { register: integrate(register, at, powerOf(reading)), remarks: [] };
  const source = register.source ?? best.source;
  const found = values.find((value) => value.source === source);
  if (found) return insert({ ...register, source }, [at, found.wh]);
  const last = Math.max(register.missed?.at ?? 0, Date.parse(register.lastAt ?? ""));
  if (at <= last) return { register, remarks: [] };
  const missed = { at, count: (register.missed?.count ?? 0) + 1 };
  if (missed.count < PATIENCE) return { register: { ...register, missed }, remarks: [] };
  const other = insert(otherSource(register, best.source), [at, best.wh]);
  return { ...other, remarks: ["meter-changed", ...other.remarks] };
}

/** Another meter has another base: what was counted stays, and its first reading counts for nothing. */
function otherSource(register: Register, source: string): Register {
  const { level } = settled(register);
  return {
    ...register,
    source,
    recent: [],
    missed: undefined,
    // What was missed is over: sent again, it must not count as a reading of the new source.
    level: {
      ...level,
      at: Math.max(level.at ?? 0, register.missed?.at ?? 0),
      wh: undefined,
      before: undefined,
      head: false,
      jumped: true,
    },
  };
}

export { closeRegister } from "./close_register.ts";
