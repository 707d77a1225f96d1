import { z } from "zod";
import { action } from "../action.ts";
import { text } from "../text.ts";
import { timestamp, wireTime } from "../time.ts";
import { energyTransferMode } from "./energy_transfer.ts";
import { object } from "./object.ts";
import { outcome } from "./outcome.ts";
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
}).answered(async ({ transactionId, allowedEnergyTransfer: modes }, { status }, context) => {
  if (status !== "Accepted") return;
  const { csms, station, change } = context;
  await csms.charging.sessions.allowed(change, station, transactionId, modes);
}).does("allowTransfer", {
  encode: ({ transaction, modes }) => ({
    transactionId: transaction,
    // A mode that the version does not have is refused when the frame is checked.
    allowedEnergyTransfer: [...modes] as z.output<typeof energyTransferMode>[],
  }),
  decode: outcome,
});

/** The station takes a signal of the grid operator for automatic frequency restoration (Q08). */
export const afrrSignal = action("AFRRSignal", {
  since: "2.1",
  request: object({ timestamp, signal: z.int() }),
  response: object({ status: accepted, statusInfo: statusInfo.optional() }),
}).does("gridSignal", {
  encode: ({ signal, at }) => ({ timestamp: wireTime(new Date(at)), signal }),
  decode: outcome,
});
