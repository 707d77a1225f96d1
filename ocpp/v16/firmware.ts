import { z } from "zod";
import { action } from "../action.ts";
import { timestamp } from "../time.ts";
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
});
