import type { Change } from "../../kv/change.ts";
import type { Entry } from "../../kv/collection.ts";
import type { Store } from "../../kv/mod.ts";
import type { Clock } from "../clock.ts";
import type { Config } from "../config.ts";
import { expiry } from "../expiry.ts";
import type { DeviceReport, ReportKind } from "../model/device.ts";
import { hasPart, missingParts, withPart } from "./parts.ts";

/** A report without a further part for so long is given up, in ms. */
const IDLE_MS = 5 * 60_000;
/** Later than this a request with a number that was used before means another report. */
const AGAIN_MS = 60_000;

/** One part as it comes; `last` says that none follows. */
interface ReportPart {
  readonly requestId: number;
  readonly kind: ReportKind;
  readonly seq: number;
  readonly last: boolean;
  /** Variables or monitors that the report had not told of before. */
  readonly items: number;
}

type Remark = (kind: string, text: string, example?: unknown) => void;

/** The reports of each station, part by part, complete or not (2.x part 2, B07, N02). */
export function deviceReports({ store, clock, config }: {
  store: Store;
  clock: Clock;
  config: Config;
}) {
  let latest = 0;

  function put(change: Change, report: DeviceReport, entry: Entry<DeviceReport> | null): void {
    const until = expiry(clock, config.LOG_DAYS);
    const id: [string, number, ReportKind] = [report.station, report.requestId, report.kind];
    if (entry) store.deviceReports.replace(change, entry, report, until);
    else store.deviceReports.create(change, id, report, until);
  }

  /** As it is now: what has been silent for too long is abandoned. */
  function now(report: DeviceReport): DeviceReport {
    const idle = clock.now().getTime() - Date.parse(report.at) > IDLE_MS;
    return report.state === "running" && idle ? { ...report, state: "abandoned" } : report;
  }

  function fresh(station: string, requestId: number, kind: ReportKind): DeviceReport {
    const at = clock.now().toISOString();
    const parts: DeviceReport["parts"] = [];
    return { station, requestId, kind, state: "running", parts, items: 0, startedAt: at, at };
  }

  /** What was still running when another began has been given up (quirk 23). */
  async function abandonOthers(change: Change, station: string, begun: DeviceReport, say: Remark) {
    const { items } = await store.deviceReports.page([station], { limit: 10 });
    for (const entry of items) {
      const { value } = entry;
      const same = value.requestId === begun.requestId || value.kind !== begun.kind;
      if (same || value.state !== "running" || value.parts.length === 0) continue;
      put(change, { ...value, state: "abandoned" }, entry);
      say("report-unended", "A report never came to its end.", { requestId: value.requestId });
    }
  }

  return {
    /** A number for the next request, higher than those before it. */
    nextRequest(): number {
      latest = Math.max(latest + 1, Math.floor(clock.now().getTime() / 1000) % 0x7fffffff);
      return latest;
    },
    /** Keeps that a report was asked for and will come; gives it where it is whole already, as `part` does. */
    async asked(
      change: Change,
      station: string,
      { requestId, kind, ...wanted }: {
        requestId: number;
        kind: ReportKind;
        asked: string;
        all?: true;
      },
    ): Promise<DeviceReport | undefined> {
      const entry = await store.deviceReports.get(station, requestId, kind);
      // Its first part may have been quicker than the answer.
      const recent = entry &&
        clock.now().getTime() - Date.parse(entry.value.startedAt) < AGAIN_MS;
      const { all: _, ...report } = recent ? entry.value : fresh(station, requestId, kind);
      const known: DeviceReport = { ...report, ...wanted };
      put(change, known, entry);
      // What was whole before it was asked for, under a number that was used before, is another report.
      return report.asked === undefined && tellsAll(known) ? known : undefined;
    },
    /**
     * Keeps that a part came; whatever is odd about it is said to `say`, and it counts all the same.
     * Gives the report once it is whole and of everything: what it did not tell of is gone.
     */
    async part(
      change: Change,
      station: string,
      part: ReportPart,
      say: Remark,
    ): Promise<DeviceReport | undefined> {
      const { requestId, kind, seq, last } = part;
      const entry = await store.deviceReports.get(station, requestId, kind);
      const before = entry?.value ?? fresh(station, requestId, kind);
      if (before.parts.length === 0) {
        await abandonOthers(change, station, before, say);
        if (seq > 0) say("report-start", "A report does not start at part 0.", { seqNo: seq });
      } else if (hasPart(before.parts, seq)) {
        say("report-sequence", "Parts of one report have the same number.", { seqNo: seq });
      }
      const parts = withPart(before.parts, seq);
      const end = last ? seq : before.last;
      const whole = end !== undefined && missingParts(parts, 1).length === 0 &&
        hasPart(parts, end);
      const report: DeviceReport = {
        ...before,
        ...{ parts, last: end, items: before.items + part.items },
        state: whole ? "complete" : "running",
        at: clock.now().toISOString(),
      };
      put(change, report, entry);
      if (!whole || before.state === "complete") return undefined;
      if (report.items === 0) say("report-empty", "A report has nothing in it.", { requestId });
      const { state, items } = report;
      change.record("report.ended", { requestId, kind, state, items }, station);
      return tellsAll(report) ? report : undefined;
    },
    /** The reports of a station, the latest request first. */
    async page(station: string, options: { limit: number; cursor?: string }) {
      const page = await store.deviceReports.page([station], options);
      return { next: page.next, items: page.items.map(({ value }) => now(value)) };
    },
  };
}

/** One without its part 0 may have lost what that told, and an empty one tells nothing (quirk 50). */
function tellsAll({ all, state, parts, items }: DeviceReport): boolean {
  return all === true && state === "complete" && parts[0]?.[0] === 0 && items > 0;
}
