import type { Context } from "../context.ts";

/** Where a connector of 1.6 is in neutral words: connector n is EVSE n, connector 1; 0 is the station. */
export async function connectorOf(
  connectorId: number,
  { csms, station }: Context,
): Promise<{ evse: number; connector: number }> {
  const settings = (await csms.stations.get(station))?.settings;
  const evse = connectorId === 0 && settings?.connectorZero === "any"
    ? 1
    : Math.max(0, connectorId);
  return { evse, connector: evse === 0 ? 0 : 1 };
}
