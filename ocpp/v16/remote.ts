import { z } from "zod";
import { action } from "../action.ts";
import { chargingProfile } from "./charging_profile.ts";
import { accepted, idTag } from "./types.ts";

/** The station is asked to start charging; what it did comes as StartTransaction (1.6 §5.11). */
export const remoteStartTransaction = action("RemoteStartTransaction", {
  request: z.strictObject({
    connectorId: z.int().optional(),
    idTag,
    chargingProfile: chargingProfile.optional(),
  }),
  response: z.strictObject({ status: accepted }),
});

/** The station is asked to end a transaction (1.6 §5.12). */
export const remoteStopTransaction = action("RemoteStopTransaction", {
  request: z.strictObject({ transactionId: z.int() }),
  response: z.strictObject({ status: accepted }),
});
