import { z } from "@hono/zod-openapi";

const amount = z.number().openapi({ description: "In the currency, tax included" });

/** What a transaction has cost so far. */
export const cost = z.strictObject({
  tariff: z.string(),
  currency: z.string(),
  total: amount,
  net: z.number(),
  tax: z.number(),
  energy: amount,
  charging: amount,
  idle: amount,
  fixed: amount,
  bound: z.enum(["min", "max"]).nullable().openapi({
    description: "Set where the least or the most that it may cost took the place of the sum",
  }),
  chargingSeconds: z.int(),
  idleSeconds: z.int(),
}).openapi("Cost");
