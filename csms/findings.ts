import type { Change } from "../kv/change.ts";
import type { Store } from "../kv/mod.ts";
import type { Clock } from "./clock.ts";
import { expiry } from "./expiry.ts";
import type { Config } from "./config.ts";

/** Characters that are kept of the words of a finding, and of what it shows. */
const LONGEST = 500;

/** What stations do that the specification does not allow, counted by kind, in plain words. */
export function findings({ store, clock, config }: { store: Store; clock: Clock; config: Config }) {
  return {
    /** Counts a finding, seen `times`; the first of its kind on a station is an event. */
    async add(
      change: Change,
      station: string,
      kind: string,
      text: string,
      example = "",
      times = 1,
    ) {
      const at = clock.now().toISOString();
      const known = await store.findings.get(station, kind);
      const finding = {
        station,
        kind,
        text: text.slice(0, LONGEST),
        example: example.slice(0, LONGEST),
        count: (known?.value.count ?? 0) + times,
        firstAt: known?.value.firstAt ?? at,
        lastAt: at,
      };
      store.findings.put(change, [station, kind], finding, expiry(clock, config.LOG_DAYS));
      if (!known) change.record("finding.new", finding, station);
    },
    page: (station: string, options: { limit: number; cursor?: string }) =>
      store.findings.page([station], { ...options, reverse: false }),
    /** Forgets a finding that has been dealt with; false where there is none of that kind. */
    clear: (station: string, kind: string): Promise<boolean> =>
      store.apply(async (change) => {
        const known = await store.findings.get(station, kind);
        if (known) store.findings.removeEntry(change, known);
        return known !== null;
      }),
  };
}
export type Findings = ReturnType<typeof findings>;
