import { monotonicFactory } from "ulid";
import type { Change } from "../../kv/change.ts";
import type { Store } from "../../kv/mod.ts";
import type { Clock } from "../clock.ts";
import type { Config } from "../config.ts";
import { expiry } from "../expiry.ts";
import { fit } from "../fit.ts";
import type { SecurityEvent } from "../model.ts";

/** What stations report of their firmware, their diagnostics and their security. */
export function reports({ store, clock, config }: { store: Store; clock: Clock; config: Config }) {
  const ulid = monotonicFactory();

  async function process(
    change: Change,
    station: string,
    field: "firmwareStatus" | "diagnosticsStatus",
    said: { status: string; requestId?: number },
  ): Promise<void> {
    const entry = await store.stations.get(station);
    if (!entry) return;
    const report = { ...said, at: clock.now().toISOString() };
    store.stations.replace(change, entry, { ...entry.value, [field]: report });
    const type = field === "firmwareStatus" ? "firmware.status" : "diagnostics.status";
    change.record(type, report, station);
  }

  return {
    firmware: (change: Change, station: string, said: { status: string; requestId?: number }) =>
      process(change, station, "firmwareStatus", said),
    diagnostics: (change: Change, station: string, said: { status: string; requestId?: number }) =>
      process(change, station, "diagnosticsStatus", said),
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
    /** Keeps a certificate signing request as pending (security whitepaper, A02). */
    certificateRequested(change: Change, station: string, csr: string): void {
      const now = clock.now();
      const id = ulid(now.getTime());
      const record = {
        station,
        id,
        csr: fit(csr),
        state: "pending" as const,
        at: now.toISOString(),
      };
      const until = expiry(clock, config.AUDIT_DAYS);
      store.certificateRequests.put(change, [station, id], record, until);
      change.record("certificate.requested", { request: id }, station);
    },
    certificatePage: (station: string, options: { limit: number; cursor?: string }) =>
      store.certificateRequests.page([station], options),
  };
}
