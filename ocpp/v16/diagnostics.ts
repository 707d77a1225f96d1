import { z } from "zod";
import { action } from "../action.ts";
import { text } from "../text.ts";
import { timestamp, wireTime } from "../time.ts";
import { uri } from "../uri.ts";

/** The station uploads its diagnostics to `location`; `retryInterval` in seconds (1.6 §5.9). */
export const getDiagnostics = action("GetDiagnostics", {
  request: z.strictObject({
    location: uri,
    retries: z.int().optional(),
    retryInterval: z.int().optional(),
    startTime: timestamp.optional(),
    stopTime: timestamp.optional(),
  }),
  response: z.strictObject({ fileName: text(255).optional() }),
}).does("getLog", {
  encode: ({ location, type = "diagnostics", retries, retryInterval, from, to }) =>
    type === "diagnostics"
      ? {
        location,
        ...(retries === undefined ? {} : { retries }),
        ...(retryInterval === undefined ? {} : { retryInterval }),
        ...(from ? { startTime: wireTime(new Date(from)) } : {}),
        ...(to ? { stopTime: wireTime(new Date(to)) } : {}),
      }
      : undefined,
  // No file name means that there is nothing to upload (1.6 §6.26).
  decode: ({ fileName }) => ({
    accepted: Boolean(fileName),
    status: fileName ? "Accepted" : "NoFile",
    ...(fileName ? { filename: fileName } : {}),
  }),
});

/** A station says how far an upload of diagnostics is (1.6 §4.4). */
export const diagnosticsStatusNotification = action("DiagnosticsStatusNotification", {
  request: z.strictObject({ status: z.enum(["Idle", "Uploaded", "UploadFailed", "Uploading"]) }),
  response: z.strictObject({}),
}).handle(async ({ status }, { csms, station, change }) => {
  await csms.devices.reports.diagnostics(change, station, { status });
  return {};
});

/** The station uploads a log of the given kind (security whitepaper, N01). */
export const getLog = action("GetLog", {
  request: z.strictObject({
    log: z.strictObject({
      remoteLocation: text(512),
      oldestTimestamp: timestamp.optional(),
      latestTimestamp: timestamp.optional(),
    }),
    logType: z.enum(["DiagnosticsLog", "SecurityLog"]),
    requestId: z.int(),
    retries: z.int().optional(),
    retryInterval: z.int().optional(),
  }),
  response: z.strictObject({
    status: z.enum(["Accepted", "Rejected", "AcceptedCanceled"]),
    filename: text(255).optional(),
  }),
}).does("getLog", {
  encode: ({ location, type, requestId, retries, retryInterval, from, to }) =>
    requestId === undefined ? undefined : {
      log: {
        remoteLocation: location,
        ...(from ? { oldestTimestamp: wireTime(new Date(from)) } : {}),
        ...(to ? { latestTimestamp: wireTime(new Date(to)) } : {}),
      },
      logType: type === "security" ? "SecurityLog" : "DiagnosticsLog",
      requestId,
      ...(retries === undefined ? {} : { retries }),
      ...(retryInterval === undefined ? {} : { retryInterval }),
    },
  decode: ({ status, filename }) => ({
    accepted: status !== "Rejected",
    status,
    ...(filename ? { filename } : {}),
  }),
});

/** A station says how far an upload of a log is (security whitepaper, N01). */
export const logStatusNotification = action("LogStatusNotification", {
  request: z.strictObject({
    status: z.enum([
      "BadMessage",
      "Idle",
      "NotSupportedOperation",
      "PermissionDenied",
      "Uploaded",
      "UploadFailure",
      "Uploading",
    ]),
    requestId: z.int().optional(),
  }),
  response: z.strictObject({}),
}).handle(async (report, { csms, station, change }) => {
  await csms.devices.reports.diagnostics(change, station, report);
  return {};
});
