import { authorize } from "../../ocpp/v16/authorize.ts";
import { call, online } from "../calls.ts";
import type { Station } from "./station.ts";
import type { TagInfo } from "./state.ts";

/** Tags are compared without case (CiString20Type). */
export function sameTag(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

function fresh(station: Station, info: TagInfo | undefined): info is TagInfo {
  if (info?.status !== "Accepted") return false;
  return info.expiryDate === undefined ||
    Date.parse(info.expiryDate) > station.timers.now().getTime();
}

/** What the local list says of a tag; the list goes before the cache (1.6 §3.5.3). */
function listed(station: Station, tag: string): TagInfo | undefined {
  if (!station.configuration.flag("LocalAuthListEnabled")) return undefined;
  return station.state.list.entries[tag.toLowerCase()];
}

/** Keeps what the CSMS said of a tag, unless the local list knows it. */
export function remember(station: Station, tag: string, info: TagInfo | undefined): void {
  if (!info || !station.configuration.flag("AuthorizationCacheEnabled")) return;
  if (!listed(station, tag)) station.state.cache[tag.toLowerCase()] = info;
}

function known(station: Station, tag: string): TagInfo | undefined {
  const inList = listed(station, tag);
  if (inList) return inList;
  if (!station.configuration.flag("AuthorizationCacheEnabled")) return undefined;
  return station.state.cache[tag.toLowerCase()];
}

/** Whether a tag may charge: the local list and the cache as the configuration says, else the CSMS. */
export async function decide(station: Station, tag: string): Promise<TagInfo> {
  const { configuration } = station;
  const info = known(station, tag);
  if (online(station)) {
    if (configuration.flag("LocalPreAuthorize") && fresh(station, info)) return info;
    try {
      const { idTagInfo } = await call(station, authorize, { idTag: tag });
      remember(station, tag, idTagInfo);
      return idTagInfo;
    } catch (error) {
      station.watch.emit("warning", { text: `Authorize: ${(error as Error).message}` });
    }
  }
  if (configuration.flag("LocalAuthorizeOffline") && fresh(station, info)) return info;
  if (info) return info.status === "Accepted" ? { ...info, status: "Expired" } : info;
  const unknown = configuration.flag("AllowOfflineTxForUnknownId");
  return { status: unknown ? "Accepted" : "Invalid" };
}
