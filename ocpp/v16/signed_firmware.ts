import { z } from "zod";
import { action } from "../action.ts";
import { text } from "../text.ts";
import { timestamp, wireTime } from "../time.ts";

/** Where firmware is and who signed it; here `location` is any string, unlike in UpdateFirmware. */
const firmware = z.strictObject({
  location: text(512),
  retrieveDateTime: timestamp,
  installDateTime: timestamp.optional(),
  signingCertificate: text(5500),
  signature: text(800),
});

/** UpdateFirmware with a signature that the station checks (security whitepaper, L01). */
export const signedUpdateFirmware = action("SignedUpdateFirmware", {
  request: z.strictObject({
    retries: z.int().optional(),
    retryInterval: z.int().optional(),
    requestId: z.int(),
    firmware,
  }),
  response: z.strictObject({
    status: z.enum([
      "Accepted",
      "Rejected",
      "AcceptedCanceled",
      "InvalidCertificate",
      "RevokedCertificate",
    ]),
  }),
}).does("updateFirmware", {
  encode: (update) => {
    const { signature, signingCertificate, requestId } = update;
    if (signature === undefined || signingCertificate === undefined) return undefined;
    if (requestId === undefined) return undefined;
    return {
      ...(update.retries === undefined ? {} : { retries: update.retries }),
      ...(update.retryInterval === undefined ? {} : { retryInterval: update.retryInterval }),
      requestId,
      firmware: {
        location: update.location,
        retrieveDateTime: wireTime(new Date(update.retrieveAt)),
        ...(update.installAt ? { installDateTime: wireTime(new Date(update.installAt)) } : {}),
        signingCertificate,
        signature,
      },
    };
  },
  // AcceptedCanceled: it is taken, and the update before it is given up (security whitepaper, L01).
  decode: ({ status }) => ({
    accepted: status === "Accepted" || status === "AcceptedCanceled",
    status,
  }),
});

/** A station says how far a signed update is (security whitepaper, L01). */
export const signedFirmwareStatusNotification = action("SignedFirmwareStatusNotification", {
  request: z.strictObject({
    status: z.enum([
      "Downloaded",
      "DownloadFailed",
      "Downloading",
      "DownloadScheduled",
      "DownloadPaused",
      "Idle",
      "InstallationFailed",
      "Installing",
      "Installed",
      "InstallRebooting",
      "InstallScheduled",
      "InstallVerificationFailed",
      "InvalidSignature",
      "SignatureVerified",
    ]),
    requestId: z.int().optional(),
  }),
  response: z.strictObject({}),
}).handle(async (report, { csms, station, change }) => {
  await csms.devices.reports.firmware(change, station, report);
  return {};
});
