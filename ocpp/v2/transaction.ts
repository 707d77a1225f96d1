import { z } from "zod";
import { text } from "../text.ts";
import { operationMode } from "./charging_schedule.ts";
import { object } from "./object.ts";
import { since21, words } from "./since.ts";

/** What ends or suspends a transaction: cost, Wh, seconds, percent (TransactionLimitType). */
export const transactionLimit = object({
  maxCost: z.number().optional(),
  maxEnergy: z.number().optional(),
  maxTime: z.int().optional(),
  maxSoC: z.int().min(0).max(100).optional(),
});

/** A transaction as its station sees it; `timeSpentCharging` in seconds (TransactionType). */
export const transaction = object({
  transactionId: text(36),
  chargingState: z.enum(["EVConnected", "Charging", "SuspendedEV", "SuspendedEVSE", "Idle"])
    .optional(),
  timeSpentCharging: z.int().optional(),
  stoppedReason: words([
    "DeAuthorized",
    "EmergencyStop",
    "EnergyLimitReached",
    "EVDisconnected",
    "GroundFault",
    "ImmediateReset",
    "MasterPass",
    "Local",
    "LocalOutOfCredit",
    "Other",
    "OvercurrentFault",
    "PowerLoss",
    "PowerQuality",
    "Reboot",
    "Remote",
    "SOCLimitReached",
    "StoppedByEV",
    "TimeLimitReached",
    "Timeout",
  ], { since21: ["ReqEnergyTransferRejected"] }).optional(),
  remoteStartId: z.int().optional(),
  operationMode: since21(operationMode),
  tariffId: since21(text(60)),
  transactionLimit: since21(transactionLimit),
});
