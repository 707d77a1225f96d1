import { z } from "zod";
import { action } from "../action.ts";
import { timestamp } from "../time.ts";
import { chargingSchedule } from "./charging_schedule.ts";
import { derChargingParameters } from "./der_parameters.ts";
import { energyTransferMode } from "./energy_transfer.ts";
import { evEnergyOffer } from "./ev_energy_offer.ts";
import {
  acChargingParameters,
  dcChargingParameters,
  v2xChargingParameters,
} from "./ev_parameters.ts";
import { needsFrom } from "./needs_codec.ts";
import { object } from "./object.ts";
import { scheduleFrom } from "./profile_codec.ts";
import { changed, since21, words } from "./since.ts";
import { statusInfo } from "./status_info.ts";
import { accepted, unsigned } from "./types.ts";

/** What a vehicle needs, can do, and by when (ChargingNeedsType). */
export const chargingNeeds = object({
  acChargingParameters: acChargingParameters.optional(),
  derChargingParameters: since21(derChargingParameters),
  evEnergyOffer: since21(evEnergyOffer),
  requestedEnergyTransfer: energyTransferMode,
  dcChargingParameters: dcChargingParameters.optional(),
  v2xChargingParameters: since21(v2xChargingParameters),
  availableEnergyTransfer: since21(z.array(energyTransferMode).min(1)),
  controlMode: since21(z.enum(["ScheduledControl", "DynamicControl"])),
  mobilityNeedsMode: since21(z.enum(["EVCC", "EVCC_SECC"])),
  departureTime: timestamp.optional(),
});

/** A station passes on what a vehicle asks for (K15). */
export const notifyEVChargingNeeds = action("NotifyEVChargingNeeds", {
  request: object({
    evseId: changed(z.int().min(1), { was: z.int() }),
    maxScheduleTuples: unsigned.optional(),
    chargingNeeds,
    timestamp: since21(timestamp),
  }),
  response: object({
    status: words(["Accepted", "Rejected", "Processing"], { since21: ["NoChargingProfile"] }),
    statusInfo: statusInfo.optional(),
  }),
}).handle(async (said, { csms, station, change, receivedAt, afterwards }) => {
  const { evseId: evse, maxScheduleTuples, chargingNeeds } = said;
  const { state } = await csms.charging.needs.said(change, {
    ...{ station, evse, at: receivedAt.toISOString() },
    ...needsFrom(chargingNeeds),
    ...(maxScheduleTuples ? { mostPeriods: maxScheduleTuples } : {}),
  });
  // K15.FR.07: the schedule follows the answer; it needs a transaction, which may not have come yet.
  if (state === "ready") afterwards(() => csms.charging.needs.sendSoon(station, evse));
  if (state === "failed") {
    return { status: "Rejected" as const, statusInfo: { reasonCode: "NoLimitKnown" } };
  }
  return { status: state === "ready" ? "Accepted" as const : "Processing" as const };
});

/** A station passes on the schedule that a vehicle chose (K15). */
export const notifyEVChargingSchedule = action("NotifyEVChargingSchedule", {
  request: object({
    timeBase: timestamp,
    chargingSchedule,
    evseId: changed(z.int().min(1), { was: z.int() }),
    selectedChargingScheduleId: since21(z.int().min(0)),
    powerToleranceAcceptance: since21(z.boolean()),
  }),
  response: object({ status: accepted, statusInfo: statusInfo.optional() }),
}).handle((said, { csms, station, change }) => {
  const { selectedChargingScheduleId: chosen, powerToleranceAcceptance } = said;
  csms.charging.needs.chose(change, {
    ...{ station, evse: said.evseId, startsAt: said.timeBase },
    schedule: scheduleFrom(said.chargingSchedule),
    ...(chosen === undefined ? {} : { chosen }),
    ...(powerToleranceAcceptance === undefined
      ? {}
      : { toleranceAccepted: powerToleranceAcceptance }),
  });
  return { status: "Accepted" as const };
});
