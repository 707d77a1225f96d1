import { z } from "zod";
import { requestId as newId } from "../../csms/request_id.ts";
import { action } from "../action.ts";
import { text } from "../text.ts";
import { timestamp, wireTime } from "../time.ts";
import { NO_TIME } from "../told.ts";
import { certificateHashData } from "./certificate.ts";
import { idToken } from "./id_token.ts";
import { object } from "./object.ts";
import { outcome, yesIf } from "./outcome.ts";
import { longText, since21, words } from "./since.ts";
import { statusInfo, told } from "./status_info.ts";
import { unsigned } from "./types.ts";

/** Where a log is to go, and of what time (LogParametersType). */
const logParameters = object({
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
}).does("getLog", {
  encode: ({ location, type, requestId, number, retries, retryInterval, from, to }) => ({
    log: {
      remoteLocation: location,
      ...(from ? { oldestTimestamp: wireTime(new Date(from)) } : {}),
      ...(to ? { latestTimestamp: wireTime(new Date(to)) } : {}),
    },
    logType: type === "security" ? "SecurityLog" : "DiagnosticsLog",
    requestId: requestId ?? number ?? newId(),
    ...{ retries, retryInterval },
  }),
  // AcceptedCanceled is an acceptance that ended an older upload (N01.FR.12).
  decode: (said) => ({
    ...yesIf(said, ["Accepted", "AcceptedCanceled"]),
    ...(said.filename ? { filename: said.filename } : {}),
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
}).handle(async ({ status, requestId, statusInfo }, { csms, station, change }) => {
  const said = { status, requestId, ...told(statusInfo) };
  await csms.devices.reports.diagnostics(change, station, said);
  return {};
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
}).answered(async ({ requestId, report }, { status }, { csms, station, change }) => {
  const comes = report && status === "Accepted";
  await csms.devices.customers.asked(change, station, { requestId, status, comes });
}).does("customerInformation", {
  encode: ({ requestId, report, clear, token, customer }) => ({
    ...{ requestId, report, clear, customerIdentifier: customer },
    // 2.0.1 has a list of types, and refuses another as it is sent.
    idToken: token && {
      idToken: token.id,
      type: token.type as z.input<typeof idToken>["type"],
    },
  }),
  decode: outcome,
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
}).reads({ fill: { seqNo: () => 0, generatedAt: () => NO_TIME, data: () => "" } }).handle(
  async ({ requestId, seqNo: seq, data: text, tbc }, { csms, station, change, finding }) => {
    const part = { requestId, seq, text, last: !tbc };
    const kept = await csms.devices.customers.part(change, station, part);
    if (!kept) {
      finding("customer-report-long", "A report on a customer has too many parts to keep.");
    }
    return {};
  },
);
