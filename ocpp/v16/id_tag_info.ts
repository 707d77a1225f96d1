import type { z } from "zod";
import type { TokenStatus } from "../../csms/model.ts";
import { wireTime } from "../time.ts";
import { idTagInfo } from "./types.ts";

const LONGEST_TAG = 20;
const known = idTagInfo.shape.status;

/** A decision as 1.6 spells it; a parent that is too long for its field is left out. */
export function infoOf({ status, expiresAt, parent }: {
  readonly status: TokenStatus;
  readonly expiresAt?: string;
  readonly parent?: string;
}): z.input<typeof idTagInfo> {
  return {
    ...(expiresAt ? { expiryDate: wireTime(new Date(expiresAt)) } : {}),
    ...(parent && [...parent].length <= LONGEST_TAG ? { parentIdTag: parent } : {}),
    // 1.6 has words for the first reasons alone (1.6 §7.2).
    status: known.safeParse(status).data ?? "Invalid",
  };
}
