import type { Change } from "../../kv/change.ts";
import type { Entry } from "../../kv/collection.ts";
import type { Store } from "../../kv/mod.ts";
import type { Clock } from "../clock.ts";
import type { Config } from "../config.ts";
import { expiry } from "../expiry.ts";
import type { Publication } from "../model/file.ts";

/** Firmware that local controllers offer to the stations behind them (2.x part 2, L03, L04). */
export function publications({ store, clock, config }: {
  store: Store;
  clock: Clock;
  config: Config;
}) {
  const now = () => clock.now().toISOString();
  const until = () => expiry(clock, config.AUDIT_DAYS);

  function replace(change: Change, entry: Entry<Publication>, said: Partial<Publication>): void {
    store.publications.replace(change, entry, { ...entry.value, ...said, at: now() }, until());
  }

  function tell(change: Change, { station, status, requestId }: Publication): void {
    change.record("publication.status", { status, requestId, at: now() }, station);
  }

  return {
    /** Keeps that a controller agreed to offer firmware; what it did of the same request goes. */
    asked(
      change: Change,
      station: string,
      request: Pick<Publication, "requestId" | "location" | "checksum">,
    ): void {
      const publication = { ...request, station, status: "Accepted", locations: [], at: now() };
      store.publications.put(change, [station, request.requestId], publication, until());
      tell(change, publication);
    },
    /** Keeps how far it is; without a known request it changes nothing. */
    async reported(
      change: Change,
      station: string,
      { requestId, status, locations }: {
        requestId?: number;
        status: string;
        locations?: readonly string[];
      },
    ): Promise<void> {
      if (requestId === undefined) return;
      const entry = await store.publications.get(station, requestId);
      if (entry) replace(change, entry, { status, ...(locations ? { locations } : {}) });
    },
    /** Keeps what a controller said to taking firmware back. */
    async unpublished(
      change: Change,
      station: string,
      { checksum, status }: { checksum: string; status: string },
    ): Promise<void> {
      for await (const entry of store.publications.each([station])) {
        if (entry.value.checksum.toLowerCase() !== checksum.toLowerCase()) continue;
        // While it is fetched it stays on offer (L04.FR.03).
        const gone = status === "DownloadOngoing" ? {} : { locations: [] };
        replace(change, entry, { status, ...gone });
        tell(change, { ...entry.value, status });
      }
    },
    page: (station: string, options: { limit: number; cursor?: string }) =>
      store.publications.page([station], options),
  };
}
