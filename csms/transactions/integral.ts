import type { Register } from "../model.ts";

/** A longer silence says nothing about the power within it. */
const LONGEST_GAP_MS = 3_600_000;

/** Integrates power (W) over time by trapezoids, for stations that give no energy at all. */
export function integrate(register: Register, at: number, w: number | undefined): Register {
  const { power, source } = register;
  if (w === undefined || source !== undefined || (power && at <= power.at)) return register;
  const gap = power ? at - power.at : 0;
  const more = power && gap <= LONGEST_GAP_MS ? (power.w + w) / 2 * gap / 3_600_000 : 0;
  const wh = (power?.wh ?? 0) + more;
  const energyWh = register.closed === "estimated"
    ? Math.max(register.energyWh, Math.round(wh))
    : register.energyWh;
  return { ...register, energyWh, power: { at, w, wh } };
}
