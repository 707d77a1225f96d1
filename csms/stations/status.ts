import type { Change } from "../../kv/change.ts";
import type { Store } from "../../kv/mod.ts";
import type { Clock } from "../clock.ts";
import type { Connector } from "../model.ts";
import { isNewer } from "../newer.ts";
import type { Closing } from "../transactions/close.ts";
import type { Records } from "../transactions/records.ts";
import { hasRoom } from "./room.ts";

type StatusReport = Omit<Connector, "at" | "receivedAt"> & {
  /** Absent where the station gave no time. */
  readonly at?: Date;
};

/** Takes what stations say of their connectors; they are learned from it. */
export function statusing({ store, clock, records, closing }: {
  store: Store;
  clock: Clock;
  records: Records;
  closing: Closing;
}) {
  /** The newest time wins, so that a status replayed after an outage does not undo a newer one (quirk 30). */
  return async function status(change: Change, report: StatusReport): Promise<void> {
    const now = clock.now();
    const { at = now, ...said } = report;
    const { station, evse, connector } = said;
    const known = await store.connectors.get(station, evse, connector);
    if (known && report.at) {
      const { at: told, receivedAt } = known.value;
      if (!isNewer(report.at, { told, receivedAt }, now)) return;
    }
    if (!known && !await hasRoom(store, station)) return;
    const next: Connector = { ...said, at: at.toISOString(), receivedAt: now.toISOString() };
    if (known) store.connectors.replace(change, known, next);
    else store.connectors.create(change, [station, evse, connector], next);
    const changed = known?.value.status !== next.status ||
      known.value.errorCode !== next.errorCode;
    if (changed) change.record("connector.changed", next, station);
    if (next.status === "Available" && evse > 0) await free(change, next, at);
  };

  /** A transaction is over where its EVSE is free again (law 9). */
  async function free(change: Change, { station, evse }: Connector, at: Date): Promise<void> {
    const open = await records.openAt(station, evse);
    if (!open) return;
    const { id, remoteId, startedAt: told, receivedAt } = open.value;
    // Where a station tells of transactions event by event, a free connector may have one all the same:
    // authorized and not plugged in yet, or with a cable in that it does not see (quirk 32). It is asked.
    if (remoteId !== undefined) change.tell("transaction.doubted", { id }, station);
    else if (isNewer(at, { told, receivedAt }, clock.now())) closing.lost(change, open, at, true);
  }
}
