import { z } from "zod";
import { action } from "../action.ts";
import { text } from "../text.ts";
import { timestamp } from "../time.ts";

/** Where firmware is and who signed it; here `location` is any string, unlike in UpdateFirmware. */
export const firmware = z.strictObject({
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
});
