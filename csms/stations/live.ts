import type { Store } from "../../kv/mod.ts";
import type { Links } from "../links.ts";
import type { Connector, Finding, Station } from "../model.ts";
import { defaultSettings } from "./settings.ts";
import { type ShownIdentity, shownIdentity } from "./shown_identity.ts";
import type { Shown, ShownConnector } from "./shown.ts";

/** A connector with what its open transaction does, where the station tells that (2.x). */
interface LiveConnector extends ShownConnector {
  readonly chargingState?: string;
}

/** A station as it is shown: its record with what its connection and transactions say now. */
interface LiveStation extends Omit<Station, "identity">, ShownIdentity {
  readonly online: boolean;
  /** W drawn now by its open transactions. */
  readonly drawnW: number;
  /** Wh of its open transactions; absent where there is none. */
  readonly sessionWh?: number;
  readonly connectors: readonly LiveConnector[];
  readonly findings: readonly Finding[];
}

const MOST = 200;

/** Puts together what is known of a station. */
export function living({ store, links, shown }: { store: Store; links: Links; shown: Shown }) {
  return async function live({ identity, ...station }: Station): Promise<LiveStation> {
    const link = links.get(station.id);
    const within = { limit: MOST, reverse: false };
    const [connectors, findings, open] = await Promise.all([
      store.connectors.page([station.id], within),
      store.findings.page([station.id], within),
      store.openTransactions.page([station.id], within),
    ]);
    const running = await store.transactions.getMany(open.items.map(({ value }) => [value]));
    const doing = (evse: number, connector: number) =>
      running.find((it) => it?.value.evse === evse && it.value.connector === connector)
        ?.value.chargingState;
    const live = async (connector: Connector): Promise<LiveConnector> => {
      const chargingState = doing(connector.evse, connector.connector);
      return { ...await shown(connector), ...(chargingState ? { chargingState } : {}) };
    };
    return {
      ...station,
      ...shownIdentity(identity),
      // A setting that is newer than the station has its default.
      settings: { ...defaultSettings, ...station.settings },
      online: link !== undefined,
      lastSeen: link?.lastSeen.toISOString() ?? station.lastSeen,
      ...(running.length > 0
        ? { sessionWh: running.reduce((sum, it) => sum + (it?.value.register.energyWh ?? 0), 0) }
        : {}),
      drawnW: running.reduce((sum, entry) => sum + (entry?.value.powerW ?? 0), 0),
      connectors: await Promise.all(connectors.items.map(({ value }) => live(value))),
      findings: findings.items.map(({ value }) => value),
    };
  };
}
