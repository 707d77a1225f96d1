import { logStatusNotification } from "../../ocpp/v2/diagnostics.ts";
import { wireTime } from "../../ocpp/time.ts";
import { notify } from "../calls.ts";
import { reachable, transfer } from "../transfer.ts";
import type { Station } from "./station.ts";

type Status = typeof logStatusNotification.request._zod.input["status"];

/** A log that says what has been charged. */
function written({ options, state, history, timers }: Station): string {
  const lines = history.map(({ id, connector, startedAt, stoppedAt, reason }) =>
    `${startedAt} transaction ${id} on EVSE ${connector}${
      stoppedAt === undefined ? "" : `, ended ${stoppedAt}: ${reason}`
    }`
  );
  const head = `${wireTime(timers.now())} ${options.id} firmware ${state.firmware}`;
  return `${[head, ...lines].join("\n")}\n`;
}

/** Puts the file where it is wanted; by other means than HTTP nothing moves. */
async function put(location: string, filename: string, body: string): Promise<boolean> {
  const url = URL.parse(location);
  if (!url || !/^https?:$/.test(url.protocol)) return reachable(location);
  if (url.pathname.endsWith("/")) url.pathname += encodeURIComponent(filename);
  try {
    const headers = { "content-type": "text/plain" };
    const response = await fetch(url, { method: "PUT", body, headers });
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false;
  }
}

/** Uploads a log, telling how far it is; a newer request takes the place of one that still runs (N01). */
export async function upload(
  station: Station,
  { location, requestId, filename, retries, retryInterval }: {
    location: string;
    requestId: number;
    filename: string;
    retries?: number;
    retryInterval?: number;
  },
): Promise<void> {
  const { progress } = station;
  // N01.FR.12: the one that is given up says so under its own number.
  if (progress.log === "Uploading") {
    const canceled = { status: "AcceptedCanceled" as const, requestId: progress.logId };
    await notify(station, logStatusNotification, canceled);
  }
  progress.logId = requestId;
  const report = async (status: Status) => {
    if (progress.logId !== requestId) return;
    progress.log = status === "Uploading" ? status : "Idle";
    await notify(station, logStatusNotification, { status, requestId });
  };
  const moved = await transfer(
    station,
    { location, retries, retryInterval },
    report,
    ["Uploading", "UploadFailure"],
    (location) => put(location, filename, written(station)),
  );
  if (moved) await report("Uploaded");
}
