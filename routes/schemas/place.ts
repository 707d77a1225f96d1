import { z } from "@hono/zod-openapi";
import { stationId } from "./names.ts";

/** A station where somebody may charge with a tag of their own. */
export const place = z.strictObject({
  station: stationId,
  name: z.string().nullable(),
  online: z.boolean(),
  powerW: z.number().nullable().openapi({
    description: "The most power it has been seen to deliver",
  }),
  spots: z.array(z.strictObject({
    evse: z.int(),
    status: z.string(),
    free: z.boolean().openapi({ description: "Whether a transaction can start there now" }),
    tokens: z.array(z.string()).readonly().openapi({
      description: "Those of one's own tags that may charge there",
    }),
  })).readonly(),
}).openapi("Place");
