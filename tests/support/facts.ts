import assert from "node:assert/strict";
import type { Finding } from "../../csms/model.ts";
import { findingsOf } from "./findings.ts";
import { soon } from "./until.ts";
import type { TestKvolt } from "./kvolt.ts";

/** The finding of this kind that is, or shortly will be, on a station. */
export function finding({ csms }: TestKvolt, station: string, kind: string): Promise<Finding> {
  return soon(async () => {
    const all = await findingsOf(csms, station);
    const found = all.find((finding) => finding.kind === kind);
    assert.ok(found, `${station} has ${all.map(({ kind }) => kind).join(", ")}, not ${kind}`);
    return found;
  });
}

/** A station as it is shown. */
export async function shown({ csms }: TestKvolt, id: string) {
  const station = await csms.stations.get(id);
  assert.ok(station, `${id} is known`);
  return await csms.stations.live(station);
}
