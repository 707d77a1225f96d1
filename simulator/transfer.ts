import type { Timers } from "./timers.ts";

/** Whatever has a clock of its own. */
export interface Timed {
  readonly timers: Timers;
}

/** How long a download, an upload or an installation takes (ms). */
export const TRANSFER = 5_000;

/** Resolves after `ms` of the charge point's time; never, if it is switched off before. */
export function pause(station: Timed, ms: number): Promise<void> {
  return new Promise((resolve) => station.timers.after(ms, resolve));
}

/** No file moves, unless `move` does it: a URL that can be read counts as reached, but for the TLD that never can (RFC 2606). */
export function reachable(location: string): boolean {
  const host = URL.parse(location)?.hostname;
  return host !== undefined && !host.endsWith(".invalid");
}

/** Where a file is or goes, and how often that is tried anew, so many s apart. */
interface Way {
  readonly location: string;
  readonly retries?: number;
  readonly retryInterval?: number;
}

/** Moves a file, reporting each attempt that begins and each that fails in these words; false where none went well. */
export async function transfer<S extends string>(
  station: Timed,
  { location, retries = 0, retryInterval = 30 }: Way,
  report: (status: S) => Promise<void>,
  [busy, failed]: readonly [S, S],
  move: (location: string) => boolean | Promise<boolean> = reachable,
): Promise<boolean> {
  for (let attempt = 0;; attempt++) {
    await report(busy);
    await pause(station, TRANSFER);
    if (await move(location)) return true;
    await report(failed);
    if (attempt >= retries) return false;
    await pause(station, retryInterval * 1000);
  }
}
