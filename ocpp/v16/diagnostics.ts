import { z } from "zod";
import { action } from "../action.ts";
import { text } from "../text.ts";
import { timestamp } from "../time.ts";
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
});

/** A station says how far an upload of diagnostics is (1.6 §4.4). */
export const diagnosticsStatusNotification = action("DiagnosticsStatusNotification", {
  request: z.strictObject({ status: z.enum(["Idle", "Uploaded", "UploadFailed", "Uploading"]) }),
  response: z.strictObject({}),
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
});
