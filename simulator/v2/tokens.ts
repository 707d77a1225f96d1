import { authorize } from "../../ocpp/v2/authorization.ts";
import { call, online } from "../calls.ts";
import { wireTime } from "../../ocpp/time.ts";
import type { Token, TokenInfo } from "./state.ts";
import type { Station } from "./station.ts";

/** The key under which lists keep a token; tokens are compared without case. */
export function keyOf({ idToken, type }: Token): string {
  return `${type}:${idToken}`.toLowerCase();
}

export function sameToken(a: Token, b: Token): boolean {
  return keyOf(a) === keyOf(b);
}

function fresh(station: Station, info: TokenInfo | undefined): info is TokenInfo {
  if (info?.status !== "Accepted") return false;
  const until = info.cacheExpiryDateTime;
  return until === undefined || Date.parse(until) > station.timers.now().getTime();
}

/** What the local list says of a token; the list goes before the cache (C13). */
function listed({ model, state }: Station, token: Token): TokenInfo | undefined {
  if (!model.flag("LocalAuthListCtrlr.Enabled")) return undefined;
  return state.list.entries[keyOf(token)]?.info;
}

/** Keeps what the CSMS said of a token, unless the local list knows it (C10). */
export function remember(station: Station, token: Token, info: TokenInfo | undefined): void {
  if (!info || !station.model.flag("AuthCacheCtrlr.Enabled") || listed(station, token)) return;
  const seconds = station.model.int("AuthCacheCtrlr.LifeTime");
  const end = new Date(station.timers.now().getTime() + seconds * 1000);
  const limit = seconds > 0 && !info.cacheExpiryDateTime
    ? { cacheExpiryDateTime: wireTime(end) }
    : {};
  station.state.cache[keyOf(token)] = { ...info, ...limit };
}

function known(station: Station, token: Token): TokenInfo | undefined {
  const cached = station.model.flag("AuthCacheCtrlr.Enabled")
    ? station.state.cache[keyOf(token)]
    : undefined;
  return listed(station, token) ?? cached;
}

/** Whether a token may charge: the local list and the cache as the device model says, else the CSMS. */
export async function decide(station: Station, token: Token): Promise<TokenInfo> {
  const { model } = station;
  // C07, C02: who needs no authorization, or where none is made, is let in unasked.
  if (!model.flag("AuthCtrlr.Enabled") || token.type === "NoAuthorization") {
    return { status: "Accepted" };
  }
  const info = known(station, token);
  if (online(station)) {
    if (model.flag("AuthCtrlr.LocalPreAuthorize") && fresh(station, info)) return info;
    try {
      const { idTokenInfo } = await call(station, authorize, { idToken: token });
      remember(station, token, idTokenInfo);
      return idTokenInfo;
    } catch (error) {
      station.watch.emit("warning", { text: `Authorize: ${(error as Error).message}` });
    }
  }
  if (model.flag("AuthCtrlr.LocalAuthorizeOffline") && fresh(station, info)) return info;
  if (info) return info.status === "Accepted" ? { ...info, status: "Expired" } : info;
  const open = model.flag("AuthCtrlr.OfflineTxForUnknownIdEnabled");
  return { status: open ? "Accepted" : "Unknown" };
}
