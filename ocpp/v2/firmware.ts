import { z } from "zod";
import { action } from "../action.ts";
import { text } from "../text.ts";
import { timestamp } from "../time.ts";
import { object } from "./object.ts";
import { longText, since21 } from "./since.ts";
import { statusInfo } from "./status_info.ts";
import { accepted, unsigned } from "./types.ts";

/** Where the firmware is, when to fetch and install it, and who signed it (FirmwareType). */
export const firmware = object({
  location: longText(512, { since21: 2000 }),
  retrieveDateTime: timestamp,
  installDateTime: timestamp.optional(),
  signingCertificate: text(5500).optional(),
  signature: text(800).optional(),
});

/** The station fetches and installs firmware; `retryInterval` in seconds (L01, L02). */
export const updateFirmware = action("UpdateFirmware", {
  request: object({
    retries: unsigned.optional(),
    retryInterval: z.int().optional(),
    requestId: z.int(),
    firmware,
  }),
  response: object({
    status: z.enum([
      "Accepted",
      "Rejected",
      "AcceptedCanceled",
      "InvalidCertificate",
      "RevokedCertificate",
    ]),
    statusInfo: statusInfo.optional(),
  }),
});

/** A station says how far its update is (L01). */
export const firmwareStatusNotification = action("FirmwareStatusNotification", {
  request: object({
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
    statusInfo: since21(statusInfo),
  }),
  response: object({}),
});

/** A local controller offers firmware to its stations; the checksum is MD5 in hex (L03). */
export const publishFirmware = action("PublishFirmware", {
  request: object({
    location: longText(512, { since21: 2000 }),
    retries: unsigned.optional(),
    checksum: text(32),
    requestId: unsigned,
    retryInterval: unsigned.optional(),
  }),
  response: object({ status: accepted, statusInfo: statusInfo.optional() }),
});

/** A local controller says how far its offer is, and where it can be fetched (L03). */
export const publishFirmwareStatusNotification = action("PublishFirmwareStatusNotification", {
  request: object({
    status: z.enum([
      "Idle",
      "DownloadScheduled",
      "Downloading",
      "Downloaded",
      "Published",
      "DownloadFailed",
      "DownloadPaused",
      "InvalidChecksum",
      "ChecksumVerified",
      "PublishFailed",
    ]),
    location: z.array(longText(512, { since21: 2000 })).min(1).optional(),
    requestId: unsigned.optional(),
    statusInfo: since21(statusInfo),
  }),
  response: object({}),
});

/** A local controller takes firmware back (L04). */
export const unpublishFirmware = action("UnpublishFirmware", {
  request: object({ checksum: text(32) }),
  response: object({ status: z.enum(["DownloadOngoing", "NoFirmware", "Unpublished"]) }),
});
