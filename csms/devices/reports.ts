import { monotonicFactory } from "ulid";
import type { Change } from "../../kv/change.ts";
import type { Store } from "../../kv/mod.ts";
import type { Clock } from "../clock.ts";
import type { Config } from "../config.ts";
import { expiry } from "../expiry.ts";
import type { ProcessStatus, SecurityEvent } from "../model.ts";
import type { Process, ProcessReport } from "../model/file.ts";

/** One step that a station reports. */
type Said = Pick<ProcessReport, "status" | "requestId" | "info">;

/** What stations report of their firmware, their diagnostics and their security. */
export function reports({ store, clock, config }: { store: Store; clock: Clock; config: Config }) {
  const ulid = monotonicFactory();

  /** Keeps one step in the history. */
  function step(change: Change, station: string, process: Process, said: Said): void {
    const now = clock.now();
    const record = { ...said, station, process, id: ulid(now.getTime()), at: now.toISOString() };
    const until = expiry(clock, config.LOG_DAYS);
    store.processReports.put(change, [station, process, record.id], record, until);
  }

  /** What is told of a step to whoever listens. */
  function told({ status, requestId }: Said): ProcessStatus {
    const at = clock.now().toISOString();
    return { status, ...(requestId === undefined ? {} : { requestId }), at };
  }

  async function latest(
    change: Change,
    station: string,
    field: "firmwareStatus" | "diagnosticsStatus",
    said: Said,
  ): Promise<void> {
    const entry = await store.stations.get(station);
    if (!entry) return;
    const report = told(said);
    store.stations.replace(change, entry, { ...entry.value, [field]: report });
    const type = field === "firmwareStatus" ? "firmware.status" : "diagnostics.status";
    change.record(type, report, station);
  }

  return {
    async firmware(change: Change, station: string, said: Said): Promise<void> {
      step(change, station, "firmware", said);
      await latest(change, station, "firmwareStatus", said);
    },
    async diagnostics(change: Change, station: string, said: Said): Promise<void> {
      step(change, station, "diagnostics", said);
      await latest(change, station, "diagnosticsStatus", said);
    },
    publication(change: Change, station: string, said: Said): void {
      step(change, station, "publication", said);
      change.record("publication.status", told(said), station);
    },
    /** Keeps a security event (security whitepaper, A04). */
    security(
      change: Change,
      station: string,
      event: { type: string; at: Date; techInfo?: string },
    ): void {
      const id = ulid(clock.now().getTime());
      const record: SecurityEvent = { ...event, id, station, at: event.at.toISOString() };
      const until = expiry(clock, config.AUDIT_DAYS);
      store.securityEvents.put(change, [station, id], record, until);
      change.record("security.event", record, station);
    },
    securityPage: (station: string, options: { limit: number; cursor?: string }) =>
      store.securityEvents.page([station], options),
    page: (station: string, process: Process, options: { limit: number; cursor?: string }) =>
      store.processReports.page([station, process], options),
  };
}
