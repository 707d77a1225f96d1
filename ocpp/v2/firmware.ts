import { z } from "zod";
import { requestId as newId } from "../../csms/request_id.ts";
import { action } from "../action.ts";
import { text } from "../text.ts";
import { timestamp, wireTime } from "../time.ts";
import { object } from "./object.ts";
import { outcome, yesIf } from "./outcome.ts";
import { longText, since21 } from "./since.ts";
import { statusInfo, told } from "./status_info.ts";
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
}).does("updateFirmware", {
  encode: (update) => ({
    retries: update.retries,
    retryInterval: update.retryInterval,
    requestId: update.requestId ?? update.number ?? newId(),
    firmware: {
      location: update.location,
      retrieveDateTime: wireTime(new Date(update.retrieveAt)),
      installDateTime: update.installAt && wireTime(new Date(update.installAt)),
      signingCertificate: update.signingCertificate,
      signature: update.signature,
    },
  }),
  // AcceptedCanceled is an acceptance that ended an older update (L01.FR.24).
  decode: (said) => yesIf(said, ["Accepted", "AcceptedCanceled"]),
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
}).handle(async ({ status, requestId, statusInfo }, { csms, station, change }) => {
  const said = { status, requestId, ...told(statusInfo) };
  await csms.devices.reports.firmware(change, station, said);
  return {};
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
}).does("publishFirmware", { encode: (offer) => offer, decode: outcome })
  .answered(({ requestId, location, checksum }, { status }, { csms, station, change }) => {
    if (status !== "Accepted") return;
    csms.publications.asked(change, station, { requestId, location, checksum });
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
}).handle(async (report, { csms, station, change }) => {
  const { status, requestId, location: locations, statusInfo } = report;
  csms.devices.reports.publication(change, station, { status, requestId, ...told(statusInfo) });
  await csms.publications.reported(change, station, { status, requestId, locations });
  return {};
});

/** A local controller takes firmware back (L04). */
export const unpublishFirmware = action("UnpublishFirmware", {
  request: object({ checksum: text(32) }),
  response: object({ status: z.enum(["DownloadOngoing", "NoFirmware", "Unpublished"]) }),
}).does("unpublishFirmware", {
  encode: ({ checksum }) => ({ checksum }),
  // What is not on offer any more is as it was wanted.
  decode: (said) => yesIf(said, ["Unpublished", "NoFirmware"]),
}).answered(async ({ checksum }, { status }, { csms, station, change }) => {
  await csms.publications.unpublished(change, station, { checksum, status });
});
