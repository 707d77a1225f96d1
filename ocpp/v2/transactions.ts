import { z } from "zod";
import { action } from "../action.ts";
import { text } from "../text.ts";
import { timestamp } from "../time.ts";
import { evse } from "./component.ts";
import { costDetails } from "./cost_details.ts";
import { idToken, idTokenInfo } from "./id_token.ts";
import { messageContent } from "./message_content.ts";
import { meterValue } from "./meter_value.ts";
import { object } from "./object.ts";
import { since21, words } from "./since.ts";
import { transaction, transactionLimit } from "./transaction.ts";
import { phases, unsigned } from "./types.ts";

/** A station says that a transaction begins, changes or ends (E01 to E15). */
export const transactionEvent = action("TransactionEvent", {
  request: object({
    costDetails: since21(costDetails),
    eventType: z.enum(["Ended", "Started", "Updated"]),
    meterValue: z.array(meterValue).min(1).optional(),
    timestamp,
    triggerReason: words([
      "AbnormalCondition",
      "Authorized",
      "CablePluggedIn",
      "ChargingRateChanged",
      "ChargingStateChanged",
      "Deauthorized",
      "EnergyLimitReached",
      "EVCommunicationLost",
      "EVConnectTimeout",
      "EVDeparted",
      "EVDetected",
      "MeterValueClock",
      "MeterValuePeriodic",
      "RemoteStart",
      "RemoteStop",
      "ResetCommand",
      "SignedDataReceived",
      "StopAuthorized",
      "TimeLimitReached",
      "Trigger",
      "UnlockCommand",
    ], {
      since21: [
        "CostLimitReached",
        "LimitSet",
        "OperationModeChanged",
        "RunningCost",
        "SoCLimitReached",
        "TariffChanged",
        "TariffNotAccepted",
        "TxResumed",
      ],
    }),
    seqNo: unsigned,
    offline: z.boolean().optional(),
    numberOfPhasesUsed: phases.optional(),
    cableMaxCurrent: z.int().optional(),
    reservationId: unsigned.optional(),
    preconditioningStatus: since21(z.enum(["Unknown", "Ready", "NotReady", "Preconditioning"])),
    evseSleep: since21(z.boolean()),
    transactionInfo: transaction,
    evse: evse.optional(),
    idToken: idToken.optional(),
  }),
  response: object({
    totalCost: z.number().optional(),
    chargingPriority: z.int().optional(),
    idTokenInfo: idTokenInfo.optional(),
    transactionLimit: since21(transactionLimit),
    updatedPersonalMessage: messageContent.optional(),
    updatedPersonalMessageExtra: since21(z.array(messageContent).min(1).max(4)),
  }),
});

/** The station tells whether a transaction goes on and has messages left to send (E14). */
export const getTransactionStatus = action("GetTransactionStatus", {
  request: object({ transactionId: text(36).optional() }),
  response: object({ ongoingIndicator: z.boolean().optional(), messagesInQueue: z.boolean() }),
});
