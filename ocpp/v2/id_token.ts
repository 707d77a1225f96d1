import { z } from "zod";
import { text } from "../text.ts";
import { timestamp } from "../time.ts";
import { messageContent } from "./message_content.ts";
import { object } from "./object.ts";
import { changed, longText } from "./since.ts";
import { unsigned } from "./types.ts";

/** A further identifier that goes with a token, of a kind that the parties agreed on (AdditionalInfoType). */
const additionalInfo = object({
  additionalIdToken: longText(36, { since21: 255 }),
  type: text(50),
});

/** Who asks to charge, and by what kind of identifier, compared without case (IdTokenType). */
export const idToken = object({
  additionalInfo: z.array(additionalInfo).min(1).optional(),
  idToken: longText(36, { since21: 255 }),
  type: changed(text(20), {
    was: z.enum([
      "Central",
      "eMAID",
      "ISO14443",
      "ISO15693",
      "KeyCode",
      "Local",
      "MacAddress",
      "NoAuthorization",
    ]),
  }),
});

/** What was decided of a token; without `evseId` it holds for all EVSEs (IdTokenInfoType). */
export const idTokenInfo = object({
  status: z.enum([
    "Accepted",
    "Blocked",
    "ConcurrentTx",
    "Expired",
    "Invalid",
    "NoCredit",
    "NotAllowedTypeEVSE",
    "NotAtThisLocation",
    "NotAtThisTime",
    "Unknown",
  ]),
  cacheExpiryDateTime: timestamp.optional(),
  chargingPriority: z.int().optional(),
  groupIdToken: idToken.optional(),
  language1: text(8).optional(),
  language2: text(8).optional(),
  evseId: z.array(unsigned).min(1).optional(),
  personalMessage: messageContent.optional(),
});
