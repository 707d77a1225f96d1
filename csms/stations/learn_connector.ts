import type { Change } from "../../kv/change.ts";
import type { Store } from "../../kv/mod.ts";
import type { Clock } from "../clock.ts";
import { hasRoom } from "./room.ts";

/** When a connector gave its status that never gave one: before any time that a station may give with its first. */
export const BEFORE_ALL = new Date(0).toISOString();

/** Makes a connector known from what happens at it, where the station never gave its status (quirk 23). */
export function learningConnectors({ store, clock }: { store: Store; clock: Clock }) {
  return async function learnConnector(
    change: Change,
    station: string,
    { evse, connector }: { evse: number; connector: number },
    status = "Unknown",
  ): Promise<void> {
    if (evse <= 0 || await store.connectors.get(station, evse, connector)) return;
    if (!await hasRoom(store, station)) return;
    const learned = {
      ...{ station, evse, connector, status, errorCode: "NoError" },
      receivedAt: clock.now().toISOString(),
    };
    store.connectors.create(change, [station, evse, connector], { ...learned, at: BEFORE_ALL });
    change.record("connector.changed", learned, station);
  };
}
