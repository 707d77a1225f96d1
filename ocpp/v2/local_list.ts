import { z } from "zod";
import { action } from "../action.ts";
import { idToken, idTokenInfo } from "./id_token.ts";
import { object } from "./object.ts";
import { statusInfo } from "./status_info.ts";

/** A token and what was decided of it; no decision takes it off the list (AuthorizationData). */
export const authorizationData = object({ idToken, idTokenInfo: idTokenInfo.optional() });

/** The station takes a list of tokens, whole or in part (D01). */
export const sendLocalList = action("SendLocalList", {
  request: object({
    localAuthorizationList: z.array(authorizationData).min(1).optional(),
    versionNumber: z.int(),
    updateType: z.enum(["Differential", "Full"]),
  }),
  response: object({
    status: z.enum(["Accepted", "Failed", "VersionMismatch"]),
    statusInfo: statusInfo.optional(),
  }),
});

/** The station tells the version of its list; 0 is none (D02). */
export const getLocalListVersion = action("GetLocalListVersion", {
  request: object({}),
  response: object({ versionNumber: z.int() }),
});
