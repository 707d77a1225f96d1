import type { z } from "zod";
import {
  diagnosticsStatusNotification,
  logStatusNotification,
} from "../../ocpp/v16/diagnostics.ts";
import { notify } from "../calls.ts";
import { transfer } from "../transfer.ts";
import type { Station } from "./station.ts";

type DiagnosticsStatus = z.input<typeof diagnosticsStatusNotification.request>["status"];
type LogStatus = z.input<typeof logStatusNotification.request>["status"];

/** Uploads diagnostics, telling how far it is (1.6 §4.4). */
export async function upload(
  station: Station,
  location: string,
  retries?: number,
  retryInterval?: number,
): Promise<void> {
  const report = (status: DiagnosticsStatus) => {
    station.progress.diagnostics = status === "Uploading" ? status : "Idle";
    return notify(station, diagnosticsStatusNotification, { status });
  };
  const moved = await transfer(
    station,
    { location, retries, retryInterval },
    report,
    ["Uploading", "UploadFailed"],
  );
  if (moved) await report("Uploaded");
}

/** Uploads a log; a newer request takes the place of one that still runs (security whitepaper, N01). */
export async function uploadLog(
  station: Station,
  location: string,
  requestId: number,
  retries?: number,
  retryInterval?: number,
): Promise<void> {
  const report = (status: LogStatus) => {
    if (station.progress.logId !== requestId) return Promise.resolve();
    station.progress.log = status === "Uploading" ? status : "Idle";
    return notify(station, logStatusNotification, { status, requestId });
  };
  station.progress.logId = requestId;
  const moved = await transfer(
    station,
    { location, retries, retryInterval },
    report,
    ["Uploading", "UploadFailure"],
  );
  if (moved) await report("Uploaded");
}
