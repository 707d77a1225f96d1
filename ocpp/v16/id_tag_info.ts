import type { z } from "zod";
import type { TokenStatus } from "../../csms/model.ts";
import { wireTime } from "../time.ts";
import type { idTagInfo } from "./types.ts";

const LONGEST_TAG = 20;

/** A decision as 1.6 spells it; a parent that is too long for its field is left out. */
export function infoOf({ status, expiresAt, parent }: {
  readonly status: TokenStatus;
  readonly expiresAt?: string;
  readonly parent?: string;
}): z.input<typeof idTagInfo> {
  return {
    ...(expiresAt ? { expiryDate: wireTime(new Date(expiresAt)) } : {}),
    ...(parent && [...parent].length <= LONGEST_TAG ? { parentIdTag: parent } : {}),
    status,
  };
}
