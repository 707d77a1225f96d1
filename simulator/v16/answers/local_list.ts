import { clearCache } from "../../../ocpp/v16/authorize.ts";
import { getLocalListVersion, sendLocalList } from "../../../ocpp/v16/local_list.ts";
import { answer } from "./answer.ts";

export const localList = [
  answer(clearCache, ({ configuration, state }) => {
    if (!configuration.flag("AuthorizationCacheEnabled")) return { status: "Rejected" as const };
    state.cache = {};
    return { status: "Accepted" as const };
  }),
  answer(getLocalListVersion, ({ configuration, state }) => ({
    listVersion: configuration.flag("LocalAuthListEnabled") ? state.list.version : -1,
  })),
  answer(sendLocalList, ({ configuration, state }, request) => {
    const { listVersion, localAuthorizationList: changes = [], updateType } = request;
    if (!configuration.flag("LocalAuthListEnabled")) return { status: "NotSupported" as const };
    if (updateType === "Differential" && listVersion <= state.list.version) {
      return { status: "VersionMismatch" as const };
    }
    if (changes.length > configuration.int("SendLocalListMaxLength")) {
      return { status: "Failed" as const };
    }
    const entries = updateType === "Full" ? {} : { ...state.list.entries };
    for (const { idTag, idTagInfo } of changes) {
      if (idTagInfo) entries[idTag.toLowerCase()] = idTagInfo;
      // A full list must say something of each tag; a differential one removes it thus (1.6 §7.1).
      else if (updateType === "Full") return { status: "Failed" as const };
      else delete entries[idTag.toLowerCase()];
    }
    if (Object.keys(entries).length > configuration.int("LocalAuthListMaxLength")) {
      return { status: "Failed" as const };
    }
    state.list = { version: listVersion, entries };
    return { status: "Accepted" as const };
  }),
];
