import { z } from "zod";
import type { ListEntry } from "../../csms/model.ts";
import { action } from "../action.ts";
import { wireTime } from "../time.ts";
import { idToken, idTokenInfo } from "./id_token.ts";
import { idTokenOf } from "./id_token_of.ts";
import { object } from "./object.ts";
import { outcome } from "./outcome.ts";
import { statusInfo } from "./status_info.ts";

/** A token and what was decided of it; no decision takes it off the list (AuthorizationData). */
const authorizationData = object({ idToken, idTokenInfo: idTokenInfo.optional() });

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
}).answered(async (update, { status }, { csms, station, change }) => {
  if (status !== "Accepted") return;
  await csms.localLists.accepted(change, station, {
    version: update.versionNumber,
    update: update.updateType,
    entries: (update.localAuthorizationList ?? []).map(entryOf),
  });
}).does("sendList", {
  encode: ({ version, update, entries }) => ({
    versionNumber: version,
    updateType: update,
    // An empty list is one that is not there (D01.FR.04).
    ...(entries.length ? { localAuthorizationList: entries.map(dataOf) } : {}),
  }),
  decode: outcome,
});

type Data = z.input<typeof authorizationData>;
const kept: readonly string[] = ["Accepted", "Blocked", "Expired", "Invalid", "ConcurrentTx"];

function dataOf({ token, type, status, expiresAt, parent }: ListEntry): Data {
  if (!status) return { idToken: idTokenOf(token, type) };
  return {
    idToken: idTokenOf(token, type),
    idTokenInfo: {
      status,
      ...(expiresAt ? { cacheExpiryDateTime: wireTime(new Date(expiresAt)) } : {}),
      ...(parent ? { groupIdToken: idTokenOf(parent, "Central") } : {}),
    },
  };
}

function entryOf({ idToken, idTokenInfo: info }: Data): ListEntry {
  const entry = { token: idToken.idToken, type: idToken.type };
  if (!info) return entry;
  return {
    ...entry,
    // Why a token is refused beyond what the list of every version says is sent by name alone.
    status: kept.includes(info.status) ? info.status as ListEntry["status"] : "Invalid",
    ...(info.cacheExpiryDateTime ? { expiresAt: info.cacheExpiryDateTime } : {}),
    ...(info.groupIdToken ? { parent: info.groupIdToken.idToken } : {}),
  };
}

/** The station tells the version of its list; 0 is none (D02). */
export const getLocalListVersion = action("GetLocalListVersion", {
  request: object({}),
  response: object({ versionNumber: z.int() }),
}).hears({ aliases: { listVersion: "versionNumber" } }).answered((
  _,
  { versionNumber },
  { csms, station, change },
) => csms.localLists.versioned(change, station, versionNumber)).does("listVersion", {
  encode: () => ({}),
  decode: ({ versionNumber }) => ({
    accepted: versionNumber >= 0,
    status: versionNumber >= 0 ? "Accepted" : "NotSupported",
    version: versionNumber,
  }),
});
