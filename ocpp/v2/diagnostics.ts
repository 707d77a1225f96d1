import { z } from "zod";
import { action } from "../action.ts";
import { text } from "../text.ts";
import { timestamp } from "../time.ts";
import { certificateHashData } from "./certificate.ts";
import { idToken } from "./id_token.ts";
import { object } from "./object.ts";
import { longText, since21, words } from "./since.ts";
import { statusInfo } from "./status_info.ts";
import { unsigned } from "./types.ts";

/** Where a log is to go, and of what time (LogParametersType). */
export const logParameters = object({
  remoteLocation: longText(512, { since21: 2000 }),
  oldestTimestamp: timestamp.optional(),
  latestTimestamp: timestamp.optional(),
});

/** The station uploads a log of the given kind; `retryInterval` in seconds (N01). */
export const getLog = action("GetLog", {
  request: object({
    log: logParameters,
    logType: words(["DiagnosticsLog", "SecurityLog"], { since21: ["DataCollectorLog"] }),
    requestId: z.int(),
    retries: unsigned.optional(),
    retryInterval: z.int().optional(),
  }),
  response: object({
    status: z.enum(["Accepted", "Rejected", "AcceptedCanceled"]),
    statusInfo: statusInfo.optional(),
    filename: text(255).optional(),
  }),
});

/** A station says how far an upload of a log is (N01). */
export const logStatusNotification = action("LogStatusNotification", {
  request: object({
    status: z.enum([
      "BadMessage",
      "Idle",
      "NotSupportedOperation",
      "PermissionDenied",
      "Uploaded",
      "UploadFailure",
      "Uploading",
      "AcceptedCanceled",
    ]),
    requestId: z.int().optional(),
    statusInfo: since21(statusInfo),
  }),
  response: object({}),
});

/** The station tells or forgets what it knows of a customer (N09, N10). */
export const customerInformation = action("CustomerInformation", {
  request: object({
    customerCertificate: certificateHashData.optional(),
    idToken: idToken.optional(),
    requestId: unsigned,
    report: z.boolean(),
    clear: z.boolean(),
    customerIdentifier: text(64).optional(),
  }),
  response: object({
    status: z.enum(["Accepted", "Rejected", "Invalid"]),
    statusInfo: statusInfo.optional(),
  }),
});

/** A station tells what it knows of a customer; `tbc` says that more follows (N09). */
export const notifyCustomerInformation = action("NotifyCustomerInformation", {
  request: object({
    data: text(512),
    tbc: z.boolean().optional(),
    seqNo: unsigned,
    generatedAt: timestamp,
    requestId: unsigned,
  }),
  response: object({}),
});
