import type { Csms } from "../csms/mod.ts";
import type { Station } from "../csms/model.ts";
import { unknown } from "./problem.ts";

/** The station of that id; throws the problem `unknown`. */
export async function knownStation(csms: Csms, id: string): Promise<Station> {
  const station = await csms.stations.get(id);
  if (!station) throw unknown(`there is no station ${JSON.stringify(id.slice(0, 100))}`);
  return station;
}
