import type { z } from "zod";
import type { Decision } from "../../csms/model.ts";
import { wireTime } from "../time.ts";
import type { idTokenInfo } from "./id_token.ts";
import { groupOf } from "./id_token_of.ts";

/** A decision as 2.x spells it. */
export function infoOf(decision: Decision): z.input<typeof idTokenInfo> {
  const { status, source, expiresAt, parent, languages = [], places } = decision;
  const [language1, language2] = languages;
  // The places are those of the station that asked.
  const evseId = status === "Accepted" ? places?.[0]?.evses : undefined;
  return {
    // 2.x tells a token that nobody knows from one that is known and not valid (IdTokenInfoType).
    status: status === "Invalid" && source === "default" ? "Unknown" : status,
    ...(expiresAt ? { cacheExpiryDateTime: wireTime(new Date(expiresAt)) } : {}),
    ...groupOf(parent),
    ...(language1 ? { language1 } : {}),
    ...(language2 ? { language2 } : {}),
    ...(evseId?.length ? { evseId: [...evseId] } : {}),
  };
}
