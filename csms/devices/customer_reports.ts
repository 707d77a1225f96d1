import type { Change } from "../../kv/change.ts";
import type { Entry } from "../../kv/collection.ts";
import type { Store } from "../../kv/mod.ts";
import type { Clock } from "../clock.ts";
import { fit } from "../fit.ts";
import type { CustomerReport } from "../model/display.ts";

/** Personal data is read by whoever asked for it, and then it goes, in ms. */
const KEPT_MS = 3_600_000;
const MOST_PARTS = 60;
const LONGEST = 512;

/** What stations tell of their customers (2.x part 2, N09, N10): for an hour, and in no event. */
export function customerReports({ store, clock }: { store: Store; clock: Clock }) {
  function put(change: Change, report: CustomerReport, entry: Entry<CustomerReport> | null): void {
    const until = clock.now().getTime() + KEPT_MS;
    const id: [string, number] = [report.station, report.requestId];
    if (entry) store.customerReports.replace(change, entry, report, until);
    else store.customerReports.create(change, id, report, until);
  }

  function fresh(station: string, requestId: number): CustomerReport {
    const at = clock.now().toISOString();
    return { station, requestId, state: "running", parts: [], startedAt: at, at };
  }

  return {
    /** Keeps what the station said to the request. */
    async asked(
      change: Change,
      station: string,
      { requestId, status, comes }: { requestId: number; status: string; comes: boolean },
    ): Promise<void> {
      const entry = await store.customerReports.get(station, requestId);
      const report = entry?.value ?? fresh(station, requestId);
      const state = comes ? report.state : "complete";
      put(change, { ...report, state, status }, entry);
    },
    /** Keeps a part; the same number again counts once. Gives false where there are too many to keep. */
    async part(
      change: Change,
      station: string,
      { requestId, seq, text, last }: {
        requestId: number;
        seq: number;
        text: string;
        last: boolean;
      },
    ): Promise<boolean> {
      const entry = await store.customerReports.get(station, requestId);
      const report = entry?.value ?? fresh(station, requestId);
      const others = report.parts.filter((part) => part.seq !== seq);
      const parts = [...others, { seq, text: fit(text, LONGEST) }].sort((a, b) => a.seq - b.seq);
      const end = last ? seq : report.last;
      const start = Math.min(parts[0]!.seq, 1);
      const whole = end !== undefined && parts.length >= end - start + 1;
      put(change, {
        ...report,
        parts: parts.slice(0, MOST_PARTS),
        last: end,
        state: whole ? "complete" : "running",
        at: clock.now().toISOString(),
      }, entry);
      change.tell("customer.told", { requestId }, station);
      return parts.length <= MOST_PARTS;
    },
    page: (station: string, options: { limit: number; cursor?: string }) =>
      store.customerReports.page([station], options),
    /** Forgets a report at once; false where there is none. */
    forget: (station: string, requestId: number): Promise<boolean> =>
      store.apply(async (change) => {
        const entry = await store.customerReports.get(station, requestId);
        if (entry) store.customerReports.removeEntry(change, entry);
        return entry !== null;
      }),
  };
}
