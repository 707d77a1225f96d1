import type { Csms } from "../../csms/mod.ts";
import type { Finding } from "../../csms/model.ts";

/** What is found of a station, by kind. */
export async function findingsOf(
  { findings }: Pick<Csms, "findings">,
  station: string,
): Promise<readonly Finding[]> {
  return (await findings.page(station, { limit: 200 })).items.map(({ value }) => value);
}
