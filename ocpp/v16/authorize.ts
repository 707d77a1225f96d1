import { z } from "zod";
import { action } from "../action.ts";
import { accepted, idTag, idTagInfo } from "./types.ts";
import { infoOf } from "./id_tag_info.ts";
import { outcome } from "./outcome.ts";

/** A station asks whether a tag may charge (1.6 §4.1). */
export const authorize = action("Authorize", {
  request: z.strictObject({ idTag }),
  response: z.strictObject({ idTagInfo }),
}).handle(async ({ idTag }, { csms, station, change }) => ({
  idTagInfo: infoOf(await csms.tokens.decide(change, idTag, station)),
})).idempotent();

/** The station forgets the tags that it cached (1.6 §5.4). */
export const clearCache = action("ClearCache", {
  request: z.strictObject({}),
  response: z.strictObject({ status: accepted }),
}).does("clearCache", {
  encode: () => ({}),
  decode: outcome,
});
