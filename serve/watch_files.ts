import type { Clock } from "../csms/clock.ts";

/** Certificates change a few times a year, revocation lists daily (ms). */
const LOOK_EVERY_MS = 10_000;

/**
 * Runs `changed` once some of the files are others than before, as seen by their times and sizes. It asks
 * again and again, as renewing programs replace files, folders and symbolic links alike.
 */
export function watchFiles(
  { paths, clock, changed }: { paths: readonly string[]; clock: Clock; changed: () => void },
): { stop(): void } {
  let cancel = () => {};
  let stopped = false;
  let before = look();

  async function look(): Promise<string> {
    const states = await Promise.all(paths.map(async (path) => {
      const { mtime, size, ino } = await Deno.stat(path).catch(() => ({}) as Deno.FileInfo);
      return [mtime?.getTime(), size, ino].join();
    }));
    return states.join();
  }

  function again(): void {
    if (stopped || paths.length === 0) return;
    cancel = clock.after(LOOK_EVERY_MS, async () => {
      const now = look();
      const differs = await now !== await before;
      before = now;
      if (differs && !stopped) changed();
      again();
    });
  }

  again();
  return {
    stop() {
      stopped = true;
      cancel();
    },
  };
}
