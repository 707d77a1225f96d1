import { isInterval } from "../metering/series.ts";
import type { Register } from "../model.ts";
import { type Level, type Mode, type Reading, step, walk } from "./level.ts";

/** How many readings may still change order or be found wrong. */
const SIZE = 4;

export interface Counted {
  readonly register: Register;
  readonly remarks: string[];
}

/** Puts one reading in its place in time; one that is older than the window, or there already, changes nothing. */
export function insert(register: Register, reading: Reading): Counted {
  const [at, wh] = reading;
  const { level, recent, lastAt, missed } = register;
  const interval = isInterval(register.source ?? "");
  const known = recent.some((each) => each[0] === at && (interval || each[1] === wh));
  if (known || at <= (level.at ?? -Infinity)) return { register, remarks: [] };
  const newest = lastAt === undefined || at >= Date.parse(lastAt);
  return refreshed({
    ...register,
    firstWh: register.firstWh ?? wh,
    ...(newest && { lastWh: wh, lastAt: new Date(at).toISOString() }),
    ...(at >= (missed?.at ?? at) && { missed: undefined }),
    recent: [...recent, reading].sort((a, b) => a[0] - b[0] || a[1] - b[1]),
  });
}

/** Settles what has left the window and reads the energy off the rest; it never falls. */
export function refreshed(register: Register): Counted {
  const remarks = new Set<string>();
  let { level, recent } = register;
  while (recent.length > SIZE) {
    const [oldest, next] = recent as [Reading, Reading];
    const done = step(level, oldest, next, mode(register));
    if (done.remark) remarks.add(done.remark);
    level = done.level;
    recent = recent.slice(1);
  }
  const rest = walk(level, recent, mode(register));
  for (const remark of rest.remarks) remarks.add(remark);
  const energyWh = Math.max(register.energyWh, Math.round(rest.level.energyWh * 1000) / 1000);
  const { kind } = rest.level;
  return {
    register: { ...register, level, recent, energyWh, ...(kind && { kind }) },
    remarks: [...remarks],
  };
}

/** Where the count stands with all of the window in it, as if nothing more came. */
export function settled(register: Register): { level: Level } {
  return walk(register.level, register.recent, { ...mode(register), final: true });
}

function mode({ source, closed }: Register): Mode {
  return { interval: isInterval(source ?? ""), final: closed !== undefined };
}
