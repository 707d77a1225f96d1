import type { Clock } from "../clock.ts";
import { originOf } from "./origin.ts";

/** Beyond so many the oldest is let in again. */
const MOST = 10_000;

/** Addresses that are refused for a while, each until its time is over or somebody lets it in. */
export function shutOuts(clock: Clock, minutes: number) {
  const all = new Map<string, { readonly until: Date; readonly cancel: () => void }>();

  function letIn(origin: string): boolean {
    all.get(origin)?.cancel();
    return all.delete(origin);
  }

  return {
    /** Whether an address is shut out. */
    has: (address: string): boolean => all.size > 0 && all.has(originOf(address)),
    until: (origin: string): Date | undefined => all.get(origin)?.until,
    /** Shuts an address out; gives until when. A timer ends it, as the clock may be set anew meanwhile. */
    add(origin: string): Date {
      letIn(origin);
      const until = new Date(clock.now().getTime() + minutes * 60_000);
      all.set(origin, { until, cancel: clock.after(minutes * 60_000, () => letIn(origin)) });
      if (all.size > MOST) letIn(all.keys().next().value!);
      return until;
    },
    letIn,
    stop(): void {
      for (const origin of [...all.keys()]) letIn(origin);
    },
  };
}
