import { z } from "zod";
import { action } from "../action.ts";
import { text } from "../text.ts";
import { timestamp, wireTime } from "../time.ts";
import { bootFrom16 } from "./from_16.ts";
import { object } from "./object.ts";
import { words } from "./since.ts";
import { yesIf } from "./outcome.ts";
import { statusInfo } from "./status_info.ts";
import { unsigned } from "./types.ts";

/** The SIM of a station (ModemType). */
const modem = object({ iccid: text(20).optional(), imsi: text(20).optional() });

/** What a station is (ChargingStationType). */
const chargingStation = object({
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
}).reads({
  fill: { reason: () => "Unknown" },
  reshape: bootFrom16,
}).handle(async ({ chargingStation: said, reason }, context) => {
  const { csms, station, change, afterwards } = context;
  const { registration, interval, now } = await csms.stations.booted(change, station, {
    vendor: said.vendorName,
    model: said.model,
    serial: said.serialNumber,
    firmware: said.firmwareVersion,
    iccid: said.modem?.iccid,
    imsi: said.modem?.imsi,
    bootReason: reason,
  });
  afterwards(() => csms.links.get(station)?.booted(registration === "Accepted"));
  return { status: registration, currentTime: wireTime(now), interval };
}).idempotent();

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
}).does("reset", {
  encode: ({ type, evse }) => ({
    type: type === "hard" ? "Immediate" : "OnIdle",
    ...(evse ? { evseId: evse } : {}),
  }),
  // Scheduled: it will be done when the running transaction ends.
  decode: (said) => yesIf(said, ["Accepted", "Scheduled"]),
});
