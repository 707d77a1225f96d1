import { z } from "zod";
import { action } from "../action.ts";
import { idTag, idTagInfo } from "./types.ts";

/** One tag of a local list; without its info a differential update removes it (1.6 §7.1). */
export const authorizationData = z.strictObject({
  idTag,
  idTagInfo: idTagInfo.optional(),
});

/** The station tells the version of its local list: 0 is empty, -1 is unsupported (1.6 §5.10). */
export const getLocalListVersion = action("GetLocalListVersion", {
  request: z.strictObject({}),
  response: z.strictObject({ listVersion: z.int() }),
});

/** The station takes a new local list, or changes to it (1.6 §5.15). */
export const sendLocalList = action("SendLocalList", {
  request: z.strictObject({
    listVersion: z.int(),
    localAuthorizationList: z.array(authorizationData).optional(),
    updateType: z.enum(["Differential", "Full"]),
  }),
  response: z.strictObject({
    status: z.enum(["Accepted", "Failed", "NotSupported", "VersionMismatch"]),
  }),
});
