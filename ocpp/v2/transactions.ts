import { z } from "zod";
import { action } from "../action.ts";
import { text } from "../text.ts";
import { totalCost } from "../../csms/tariffs/charged.ts";
import { timestamp } from "../time.ts";
import { NO_TIME, toldAt } from "../told.ts";
import { evse } from "./component.ts";
import { costDetails } from "./cost_details.ts";
import { idToken, idTokenInfo } from "./id_token.ts";
import { infoOf } from "./id_token_info.ts";
import { messageContent } from "./message_content.ts";
import { meterValue } from "./meter_value.ts";
import { object } from "./object.ts";
import { connectorOf } from "./place.ts";
import { readingsOf } from "./readings.ts";
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
}).reads({
  fill: {
    timestamp: () => NO_TIME,
    seqNo: () => 0,
    triggerReason: () => "Trigger",
    "meterValue.timestamp": () => NO_TIME,
  },
}).handle(async (event, context) => {
  const { csms, station, change } = context;
  const { transactionInfo: info, idToken, reservationId = 0 } = event;
  const place = event.evse && await connectorOf(event.evse, context);
  if (event.eventType === "Started" && event.evse?.connectorId === undefined) {
    context.finding("no-connector", "A transaction starts without its EVSE and connector.", {
      evse: event.evse,
    });
  }
  const { transaction, decision, placed } = await csms.transactions.told(change, {
    station,
    remoteId: info.transactionId,
    type: types[event.eventType],
    seqNo: event.seqNo,
    at: toldAt(event.timestamp, context),
    trigger: event.triggerReason,
    offline: event.offline ?? false,
    readings: readingsOf(event.meterValue ?? [], context),
    ...(place ? { place } : {}),
    ...(info.chargingState ? { chargingState: info.chargingState } : {}),
    ...(info.remoteStartId === undefined ? {} : { remoteStartId: info.remoteStartId }),
    ...(info.stoppedReason ? { reason: info.stoppedReason } : {}),
    ...(idToken ? { token: { id: idToken.idToken, type: idToken.type } } : {}),
    // Stations send 0 for no reservation (quirk 35).
    ...(reservationId > 0 ? { reservation: reservationId } : {}),
    ...(event.costDetails === undefined ? {} : { costDetails: event.costDetails }),
  });
  if (place && placed) await csms.stations.learnConnector(change, station, place, "Occupied");
  const cost = totalCost(transaction);
  return {
    ...(cost === undefined ? {} : { totalCost: cost }),
    ...(decision ? { idTokenInfo: infoOf(decision) } : {}),
  };
}).idempotent().otherwise({});

const types = { Started: "started", Updated: "updated", Ended: "ended" } as const;

/** The station tells whether a transaction goes on and has messages left to send (E14). */
export const getTransactionStatus = action("GetTransactionStatus", {
  request: object({ transactionId: text(36).optional() }),
  response: object({ ongoingIndicator: z.boolean().optional(), messagesInQueue: z.boolean() }),
}).does("transactionStatus", {
  encode: ({ remoteId }) => ({ transactionId: remoteId }),
  decode: ({ ongoingIndicator: ongoing, messagesInQueue: queued }) => ({
    ...{ accepted: true, status: "Accepted", queued },
    ...(ongoing === undefined ? {} : { ongoing }),
  }),
});
