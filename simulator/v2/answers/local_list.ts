import { clearCache } from "../../../ocpp/v2/authorization.ts";
import { getLocalListVersion, sendLocalList } from "../../../ocpp/v2/local_list.ts";
import { ITEMS } from "../model/controllers.ts";
import { keyOf } from "../tokens.ts";
import { answer } from "./answer.ts";

const MOST = 1000;

export const localList = [
  answer(clearCache, ({ model, state }) => {
    if (!model.flag("AuthCacheCtrlr.Enabled")) return { status: "Rejected" as const };
    state.cache = {};
    return { status: "Accepted" as const };
  }),
  answer(getLocalListVersion, ({ model, state }) => ({
    versionNumber: model.flag("LocalAuthListCtrlr.Enabled") ? state.list.version : 0,
  })),
  answer(sendLocalList, ({ model, state }, request) => {
    const { versionNumber, localAuthorizationList: changes = [], updateType } = request;
    const enabled = model.flag("LocalAuthListCtrlr.Enabled");
    // D01.FR.18: a version is more than 0.
    if (!enabled || changes.length > ITEMS || versionNumber <= 0) {
      return { status: "Failed" as const };
    }
    if (updateType === "Differential" && versionNumber <= state.list.version) {
      return { status: "VersionMismatch" as const };
    }
    const entries = updateType === "Full" ? {} : { ...state.list.entries };
    for (const { idToken: token, idTokenInfo: info } of changes) {
      if (info) entries[keyOf(token)] = { token, info };
      // A full list must say something of each token; a differential one removes it thus (D01.FR.16).
      else if (updateType === "Full") return { status: "Failed" as const };
      else delete entries[keyOf(token)];
    }
    const size = Object.keys(entries).length;
    if (size > MOST) return { status: "Failed" as const };
    state.list = { version: versionNumber, entries };
    model.keep("LocalAuthListCtrlr.Entries", String(size));
    return { status: "Accepted" as const };
  }),
];
