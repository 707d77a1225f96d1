import { z } from "zod";
import { action } from "../action.ts";
import { accepted, idTag, idTagInfo } from "./types.ts";

/** A station asks whether a tag may charge (1.6 §4.1). */
export const authorize = action("Authorize", {
  request: z.strictObject({ idTag }),
  response: z.strictObject({ idTagInfo }),
});

/** The station forgets the tags that it cached (1.6 §5.4). */
export const clearCache = action("ClearCache", {
  request: z.strictObject({}),
  response: z.strictObject({ status: accepted }),
});
