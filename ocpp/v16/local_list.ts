import { z } from "zod";
import { action } from "../action.ts";
import { idTag, idTagInfo } from "./types.ts";
import { infoOf } from "./id_tag_info.ts";
import { outcome } from "./outcome.ts";

/** One tag of a local list; without its info a differential update removes it (1.6 §7.1). */
const authorizationData = z.strictObject({
  idTag,
  idTagInfo: idTagInfo.optional(),
});

/** The station tells the version of its local list: 0 is empty, -1 is unsupported (1.6 §5.10). */
export const getLocalListVersion = action("GetLocalListVersion", {
  request: z.strictObject({}),
  response: z.strictObject({ listVersion: z.int() }),
}).answered((_, { listVersion }, { csms, station, change }) =>
  csms.localLists.versioned(change, station, listVersion)
).does("listVersion", {
  encode: () => ({}),
  decode: ({ listVersion }) => ({
    accepted: listVersion >= 0,
    status: listVersion >= 0 ? "Accepted" : "NotSupported",
    version: listVersion,
  }),
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
}).answered(async (update, { status }, { csms, station, change }) => {
  if (status !== "Accepted") return;
  await csms.localLists.accepted(change, station, {
    version: update.listVersion,
    update: update.updateType,
    entries: (update.localAuthorizationList ?? []).map(({ idTag, idTagInfo }) => ({
      token: idTag,
      ...(idTagInfo && {
        status: idTagInfo.status,
        ...(idTagInfo.expiryDate ? { expiresAt: idTagInfo.expiryDate } : {}),
        ...(idTagInfo.parentIdTag ? { parent: idTagInfo.parentIdTag } : {}),
      }),
    })),
  });
}).does("sendList", {
  encode: ({ version, update, entries }) => ({
    listVersion: version,
    localAuthorizationList: entries.map(({ token, status, expiresAt, parent }) => ({
      idTag: token,
      ...(status ? { idTagInfo: infoOf({ status, expiresAt, parent }) } : {}),
    })),
    updateType: update,
  }),
  decode: outcome,
});
