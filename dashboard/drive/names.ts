import type { Csms } from "../../csms/mod.ts";

/** What the stations of some transactions are called, by their ids: by the id itself where one has no name. */
export async function namesOf(
  csms: Csms,
  transactions: readonly { readonly station: string }[],
): Promise<ReadonlyMap<string, string>> {
  const ids = [...new Set(transactions.map(({ station }) => station))];
  const known = await Promise.all(ids.map((id) => csms.stations.get(id)));
  return new Map(ids.map((id, n) => [id, known[n]?.identity.name ?? id]));
}
