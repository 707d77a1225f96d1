import { z } from "zod";
import { action } from "../action.ts";
import { text } from "../text.ts";
import { chargingProfile } from "./charging_profile.ts";
import { evse } from "./component.ts";
import { idToken } from "./id_token.ts";
import { groupOf } from "./id_token_of.ts";
import { object } from "./object.ts";
import { outcome, yesIf } from "./outcome.ts";
import { toWire } from "./profile_codec.ts";
import { changed, since21, words } from "./since.ts";
import { statusInfo } from "./status_info.ts";
import { accepted, unsigned } from "./types.ts";

/** The station is to start a transaction (F01, F02). */
export const requestStartTransaction = action("RequestStartTransaction", {
  request: object({
    evseId: changed(z.int().min(1), { was: z.int() }).optional(),
    groupIdToken: idToken.optional(),
    idToken,
    remoteStartId: z.int(),
    chargingProfile: chargingProfile.optional(),
  }),
  response: object({
    status: accepted,
    statusInfo: statusInfo.optional(),
    transactionId: text(36).optional(),
  }),
}).does("start", {
  encode: ({ token, type = "Central", group, evse, profile, remoteStartId }) =>
    // Without a number of its own a start could not be told from others (F01).
    remoteStartId === undefined ? undefined : {
      ...(evse ? { evseId: evse } : {}),
      idToken: { idToken: token, type },
      ...groupOf(group),
      remoteStartId,
      ...(profile ? { chargingProfile: toWire(profile) } : {}),
    },
  decode: ({ transactionId, ...said }) => ({
    ...outcome(said),
    ...(transactionId === undefined ? {} : { remoteId: transactionId }),
  }),
});

/** The station is to end a transaction (F03). */
export const requestStopTransaction = action("RequestStopTransaction", {
  request: object({ transactionId: text(36) }),
  response: object({ status: accepted, statusInfo: statusInfo.optional() }),
}).does("stop", {
  encode: ({ transaction, remoteId = transaction }) => ({ transactionId: remoteId }),
  decode: outcome,
});

/** The station unlocks a connector (F05). */
export const unlockConnector = action("UnlockConnector", {
  request: object({ evseId: unsigned, connectorId: unsigned }),
  response: object({
    status: z.enum([
      "Unlocked",
      "UnlockFailed",
      "OngoingAuthorizedTransaction",
      "UnknownConnector",
    ]),
    statusInfo: statusInfo.optional(),
  }),
}).does("unlock", {
  encode: ({ evse, connector }) => ({ evseId: evse, connectorId: connector }),
  decode: (said) => yesIf(said, ["Unlocked"]),
});

const told = {
  boot: "BootNotification",
  meter: "MeterValues",
  certificate: "SignChargingStationCertificate",
} as const;

const requested = words([
  "BootNotification",
  "LogStatusNotification",
  "FirmwareStatusNotification",
  "Heartbeat",
  "MeterValues",
  "SignChargingStationCertificate",
  "SignV2GCertificate",
  "StatusNotification",
  "TransactionEvent",
  "SignCombinedCertificate",
  "PublishFirmwareStatusNotification",
], { since21: ["SignV2G20Certificate", "CustomTrigger"] });

/** The station is to send a message now (F06). */
export const triggerMessage = action("TriggerMessage", {
  request: object({
    evse: evse.optional(),
    requestedMessage: requested,
    customTrigger: since21(text(50)),
  }),
  response: object({
    status: z.enum(["Accepted", "Rejected", "NotImplemented"]),
    statusInfo: statusInfo.optional(),
  }),
}).does("trigger", {
  encode: ({ message, evse, connector, custom }) => {
    const requestedMessage = requested.safeParse(message).data;
    if (!requestedMessage) return undefined;
    if (requestedMessage === "CustomTrigger") {
      return custom === undefined ? undefined : { requestedMessage, customTrigger: custom };
    }
    // A status is one connector's: 2.x wants it named (F06.FR.12).
    const connectorId = connector ?? (requestedMessage === "StatusNotification" ? 1 : undefined);
    return {
      requestedMessage,
      ...(evse ? { evse: { id: evse, ...(connectorId ? { connectorId } : {}) } } : {}),
    };
  },
  decode: outcome,
}).does("tell", {
  encode: ({ what, evse }) => ({
    requestedMessage: told[what],
    ...(evse ? { evse: { id: evse } } : {}),
  }),
  decode: outcome,
});
