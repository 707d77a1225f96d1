import { z } from "zod";
import { action } from "../action.ts";
import { text } from "../text.ts";
import { timestamp, wireTime } from "../time.ts";

/** A station says what it is and asks whether it may go on (1.6 §4.2). */
export const bootNotification = action("BootNotification", {
  request: z.strictObject({
    chargePointVendor: text(20),
    chargePointModel: text(20),
    chargePointSerialNumber: text(25).optional(),
    chargeBoxSerialNumber: text(25).optional(),
    firmwareVersion: text(50).optional(),
    iccid: text(20).optional(),
    imsi: text(20).optional(),
    meterType: text(25).optional(),
    meterSerialNumber: text(25).optional(),
  }),
  response: z.strictObject({
    status: z.enum(["Accepted", "Pending", "Rejected"]),
    currentTime: timestamp,
    interval: z.int(),
  }),
}).handle(async (boot, { csms, station, change, afterwards }) => {
  const { registration, interval, now } = await csms.stations.booted(change, station, {
    vendor: boot.chargePointVendor,
    model: boot.chargePointModel,
    serial: boot.chargePointSerialNumber ?? boot.chargeBoxSerialNumber,
    firmware: boot.firmwareVersion,
    iccid: boot.iccid,
    imsi: boot.imsi,
    meterType: boot.meterType,
    meterSerial: boot.meterSerialNumber,
  });
  afterwards(() => csms.links.get(station)?.booted(registration === "Accepted"));
  return { status: registration, currentTime: wireTime(now), interval };
}).idempotent();

/** A station says that it lives and asks for the time (1.6 §4.6). */
export const heartbeat = action("Heartbeat", {
  request: z.strictObject({}),
  response: z.strictObject({ currentTime: timestamp }),
}).handle((_, { station, change, receivedAt }) => {
  change.tell("station.heartbeat", {}, station);
  return { currentTime: wireTime(receivedAt) };
}).idempotent();
