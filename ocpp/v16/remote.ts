import { z } from "zod";
import { action } from "../action.ts";
import { chargingProfile } from "./charging_profile.ts";
import { accepted, idTag } from "./types.ts";
import { outcome } from "./outcome.ts";
import { toWire } from "./profile_codec.ts";

/** The station is asked to start charging; what it did comes as StartTransaction (1.6 §5.11). */
export const remoteStartTransaction = action("RemoteStartTransaction", {
  request: z.strictObject({
    connectorId: z.int().optional(),
    idTag,
    chargingProfile: chargingProfile.optional(),
  }),
  response: z.strictObject({ status: accepted }),
}).does("start", {
  encode: ({ token, evse, profile }) => ({
    ...(evse === undefined ? {} : { connectorId: evse }),
    idTag: token,
    ...(profile ? { chargingProfile: toWire(profile) } : {}),
  }),
  decode: outcome,
});

/** The station is asked to end a transaction (1.6 §5.12). */
export const remoteStopTransaction = action("RemoteStopTransaction", {
  request: z.strictObject({ transactionId: z.int() }),
  response: z.strictObject({ status: accepted }),
}).does("stop", {
  encode: ({ transaction }) => ({ transactionId: Number(transaction) }),
  decode: outcome,
});
