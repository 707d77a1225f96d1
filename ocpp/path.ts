import type { Remark } from "./rpc.ts";

/** The id of the station that dials a URL, or why there is none. */
type StationId =
  | { readonly id: string; readonly remark?: Remark }
  | { readonly refused: string };

const MAX_LENGTH = 48;
/** Paths that chargers are given and that lack the id when they end here; all in lower case. */
const PREFIXES = new Set([
  "ocpp",
  "ws",
  "ws/ocpp",
  "ws/ocpp/16",
  "steve",
  "steve/websocket",
  "steve/websocket/centralsystemservice",
]);
const VERSION = /^ocpp\/(?:ocpp)?(?:1\.6j?|2\.0|2\.0\.1|2\.1|16j?|201|21)$/;
const UNPRINTABLE = /[\p{C}\p{Zl}\p{Zp}/]/u;

/** Finds the station id: the last segment of the path, decoded, whatever stands before or after (law 7). */
export function stationIdOf(url: URL): StationId {
  const segments = url.pathname.split("/").filter((segment) => segment !== "");
  const path = segments.join("/").toLowerCase();
  const last = segments.at(-1);
  if (last === undefined || PREFIXES.has(path) || VERSION.test(path)) {
    return refused(`no station id in the path ${url.pathname}`);
  }
  const decoded = decode(last);
  const id = (decoded ?? last).trim();
  const length = [...id].length;
  // An id of dots that came with blanks around it would stand for a folder in every address of the station.
  if (/^\.{0,2}$/.test(id)) return refused(`no station id in the path ${url.pathname}`);
  if (length > MAX_LENGTH) {
    return refused(`the station id has ${length} characters, ${MAX_LENGTH} are allowed`);
  }
  if (UNPRINTABLE.test(id)) {
    return refused(`the station id ${JSON.stringify(id)} has a slash or unprintable characters`);
  }
  if (decoded === undefined) {
    return { id, remark: remark("bad-url-encoding", "is not valid URL encoding", last) };
  }
  if (id !== decoded) return { id, remark: remark("padded-id", "has blanks around it", last) };
  return { id };
}

function decode(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}

function remark(kind: string, what: string, example: string): Remark {
  return { kind, text: `The station id in the URL ${what}.`, example };
}

function refused(reason: string): StationId {
  return { refused: `${reason.slice(0, 200)}; the URL to use ends in /ocpp/{station id}` };
}
