import type { Context } from "../context.ts";

/** Where an EVSE and its connector are; a connector that is not named is the first (quirks 29 and 50). */
export async function connectorOf(
  { id, connectorId = 1 }: { readonly id: number; readonly connectorId?: number },
  { csms, station, finding }: Context,
): Promise<{ evse: number; connector: number }> {
  if (id > 0 && connectorId > 0) return { evse: id, connector: connectorId };
  finding("evse-zero", "An EVSE or connector is numbered 0, which stands for none.", {
    ...{ evseId: id, connectorId },
  });
  const settings = (await csms.stations.get(station))?.settings;
  const evse = id > 0 ? id : settings?.connectorZero === "any" ? 1 : 0;
  return { evse, connector: evse === 0 ? 0 : Math.max(1, connectorId) };
}
