import type { Change, Csms } from "../csms/mod.ts";
import type { Remark } from "./rpc.ts";

/** Fields that are named in one finding. */
const MOST_TEXTS = 10;

/** Keeps what there was to say of one message: of each kind one finding that names all its fields. */
export async function keepFindings(
  { findings }: Csms,
  change: Change,
  station: string,
  remarks: readonly Remark[],
): Promise<void> {
  for (const [kind, alike] of Map.groupBy(remarks, (remark) => remark.kind)) {
    const text = [...new Set(alike.map(({ text }) => text))].slice(0, MOST_TEXTS).join(" ");
    await findings.add(change, station, kind, text, alike[0]!.example);
  }
}
