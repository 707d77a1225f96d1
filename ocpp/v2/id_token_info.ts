import type { z } from "zod";
import type { Decision } from "../../csms/model.ts";
import { wireTime } from "../time.ts";
import type { idTokenInfo } from "./id_token.ts";

const LONGEST_TOKEN = 36;

/** A decision as 2.x spells it; a group too long for 2.0.1 is left out. */
export function infoOf(decision: Decision): z.input<typeof idTokenInfo> {
  const { status, source, expiresAt, parent, languages = [], places } = decision;
  const [language1, language2] = languages;
  // The places are those of the station that asked.
  const evseId = status === "Accepted" ? places?.[0]?.evses : undefined;
  return {
    // 2.x tells a token that nobody knows from one that is known and not valid (IdTokenInfoType).
    status: status === "Invalid" && source === "default" ? "Unknown" : status,
    ...(expiresAt ? { cacheExpiryDateTime: wireTime(new Date(expiresAt)) } : {}),
    // A group has one kind of identifier, whatever those of its tokens are: stations compare both.
    ...(parent && [...parent].length <= LONGEST_TOKEN
      ? { groupIdToken: { idToken: parent, type: "Central" as const } }
      : {}),
    ...(language1 ? { language1 } : {}),
    ...(language2 ? { language2 } : {}),
    ...(evseId?.length ? { evseId: [...evseId] } : {}),
  };
}
