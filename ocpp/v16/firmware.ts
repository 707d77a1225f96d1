import { z } from "zod";
import { action } from "../action.ts";
import { timestamp, wireTime } from "../time.ts";
import { uri } from "../uri.ts";

/** The station fetches firmware from `location` and installs it; `retryInterval` in seconds (1.6 §5.19). */
export const updateFirmware = action("UpdateFirmware", {
  request: z.strictObject({
    location: uri,
    retries: z.int().optional(),
    retrieveDate: timestamp,
    retryInterval: z.int().optional(),
  }),
  response: z.strictObject({}),
}).does("updateFirmware", {
  encode: ({ location, retrieveAt, retries, retryInterval, signature }) =>
    signature === undefined
      ? {
        location,
        ...(retries === undefined ? {} : { retries }),
        retrieveDate: wireTime(new Date(retrieveAt)),
        ...(retryInterval === undefined ? {} : { retryInterval }),
      }
      : undefined,
  // The answer has no field: an update cannot be refused (1.6 §6.52).
  decode: () => ({ accepted: true, status: "Accepted" }),
});

/** A station says how far an update is (1.6 §4.5). */
export const firmwareStatusNotification = action("FirmwareStatusNotification", {
  request: z.strictObject({
    status: z.enum([
      "Downloaded",
      "DownloadFailed",
      "Downloading",
      "Idle",
      "InstallationFailed",
      "Installing",
      "Installed",
    ]),
  }),
  response: z.strictObject({}),
}).handle(async ({ status }, { csms, station, change }) => {
  await csms.devices.reports.firmware(change, station, { status });
  return {};
});
