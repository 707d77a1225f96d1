import { z } from "zod";
import { action } from "../action.ts";
import { text } from "../text.ts";
import { timestamp } from "../time.ts";
import { energyTransferMode } from "./energy_transfer.ts";
import { object } from "./object.ts";
import { statusInfo } from "./status_info.ts";
import { accepted } from "./types.ts";

/** The station learns which ways of energy transfer a transaction may use (Q02). */
export const notifyAllowedEnergyTransfer = action("NotifyAllowedEnergyTransfer", {
  since: "2.1",
  request: object({
    transactionId: text(36),
    allowedEnergyTransfer: z.array(energyTransferMode).min(1),
  }),
  response: object({ status: accepted, statusInfo: statusInfo.optional() }),
});

/** The station takes a signal of the grid operator for automatic frequency restoration (Q07). */
export const afrrSignal = action("AFRRSignal", {
  since: "2.1",
  request: object({ timestamp, signal: z.int() }),
  response: object({ status: accepted, statusInfo: statusInfo.optional() }),
});
