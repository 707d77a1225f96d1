import { z } from "zod";
import { action } from "../action.ts";
import { text } from "../text.ts";
import { timestamp } from "../time.ts";
import { object } from "./object.ts";
import { words } from "./since.ts";
import { statusInfo } from "./status_info.ts";
import { unsigned } from "./types.ts";

/** The SIM of a station (ModemType). */
export const modem = object({ iccid: text(20).optional(), imsi: text(20).optional() });

/** What a station is (ChargingStationType). */
export const chargingStation = object({
  serialNumber: text(25).optional(),
  model: text(20),
  modem: modem.optional(),
  vendorName: text(50),
  firmwareVersion: text(50).optional(),
});

/** A station says what it is and asks whether it may go on; `interval` in seconds (B01). */
export const bootNotification = action("BootNotification", {
  request: object({
    chargingStation,
    reason: z.enum([
      "ApplicationReset",
      "FirmwareUpdate",
      "LocalReset",
      "PowerUp",
      "RemoteReset",
      "ScheduledReset",
      "Triggered",
      "Unknown",
      "Watchdog",
    ]),
  }),
  response: object({
    currentTime: timestamp,
    interval: z.int(),
    status: z.enum(["Accepted", "Pending", "Rejected"]),
    statusInfo: statusInfo.optional(),
  }),
});

/** The station, or one EVSE, starts anew (B11, B12). */
export const reset = action("Reset", {
  request: object({
    type: words(["Immediate", "OnIdle"], { since21: ["ImmediateAndResume"] }),
    evseId: unsigned.optional(),
  }),
  response: object({
    status: z.enum(["Accepted", "Rejected", "Scheduled"]),
    statusInfo: statusInfo.optional(),
  }),
});
