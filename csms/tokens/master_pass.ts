import type { Store } from "../../kv/mod.ts";
import { placeId } from "../devices/place.ts";
import { tokenKey } from "./store.ts";

const id = placeId({ component: { name: "AuthCtrlr" }, variable: { name: "MasterPassGroupId" } });

/** A start was asked for with a token that may only end transactions. */
export class MasterPassStart extends Error {
  override name = "MasterPassStart";
}

/** Whether a group is the one whose tokens end every transaction of a station and start none (2.x part 2, C16). */
export function masterPass(store: Store) {
  return async (station: string, group: string | undefined): Promise<boolean> => {
    if (!group) return false;
    const known = await store.deviceVariables.get(station, ...id);
    const master = known?.value.attributes.find(({ type }) => type === "Actual")?.value ?? "";
    return tokenKey(master) === tokenKey(group);
  };
}
