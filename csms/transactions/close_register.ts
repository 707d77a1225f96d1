import { isInterval } from "../metering/series.ts";
import type { Register } from "../model.ts";
import { type Reading, walk } from "./level.ts";
import { meterStopExtra } from "./meter_stop.ts";
import { type Counted, refreshed, settled } from "./window.ts";

/**
 * Ends the count with `meterStop` in Wh as the station said, where it can be used; `at` is the time of
 * the stop. Power is integrated only where nothing else tells the energy.
 */
export function closeRegister(
  register: Register,
  meterStop: number | undefined,
  at: string,
): { register: Register; energyWh: number; remarks: string[] } {
  const end = Date.parse(at);
  const latest = register.recent.at(-1)?.[0] ?? register.level.at ?? register.startedAt ?? 0;
  const time = Math.max(Number.isNaN(end) ? latest : end, latest);
  const { level } = settled(register);
  const counted = Math.max(register.energyWh, level.energyWh);
  const unusable = meterStop === undefined || !Number.isFinite(meterStop) || meterStop < 0 ||
    // 0 is what stations send that have no reading.
    (meterStop === 0 && ((level.baseWh ?? 0) > 0 || counted > 0));
  const done = unusable
    ? bySamples(register, "no-meter-stop")
    : byMeter(register, meterStop, time, counted);
  return { register: done.register, energyWh: done.register.energyWh, remarks: done.remarks };
}

function bySamples(register: Register, remark: string): Counted {
  if (register.source === undefined && register.power) {
    const energyWh = Math.max(register.energyWh, Math.round(register.power.wh));
    return {
      register: { ...register, energyWh, closed: "estimated" },
      remarks: [remark, "estimated"],
    };
  }
  return noted(refreshed({ ...register, closed: "samples" }), remark);
}

function byMeter(register: Register, stop: number, at: number, counted: number): Counted {
  const { level } = settled(register);
  const interval = isInterval(register.source ?? "");
  const frame = interval ? { ...level, wh: undefined } : level;
  const means = meterStopExtra(stop, frame, counted, at, register.startedAt);
  if (!means) {
    // It may bear out a last reading that nothing had borne out.
    const recent: Reading[] = [...register.recent, [at, stop]];
    const open = { interval, final: false };
    if (!interval && walk(register.level, recent, open).level.wh === stop && register.source) {
      return refreshed({ ...register, recent, closed: "meter" });
    }
    return bySamples(register, "meter-stop-differs");
  }
  const energyWh = Math.round((counted + means.extraWh) * 1000) / 1000;
  const closed = { ...register, energyWh, closed: "meter" } as const;
  if (interval || level.wh === undefined) {
    const wh = interval ? level.wh : stop;
    const after = { ...level, wh, energyWh, at, changedAt: at, head: false };
    return noted(refreshed({ ...closed, level: after, recent: [] }), means.remark);
  }
  const recent: Reading[] = [...register.recent, [at, level.wh + means.extraWh, 1]];
  return noted(refreshed({ ...closed, recent }), means.remark);
}

function noted({ register, remarks }: Counted, remark: string | undefined): Counted {
  return { register, remarks: [...new Set(remark ? [...remarks, remark] : remarks)] };
}
