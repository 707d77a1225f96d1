import { z } from "@hono/zod-openapi";
import type { Kind } from "./problem.ts";
import { stationId } from "./schemas/names.ts";

/** What every request that is passed on to a station takes, and the problems it may end in. */
export const asking = {
  params: { station: stationId },
  query: {
    force: z.enum(["true", "false"]).default("false").transform((force) => force === "true")
      .openapi({ description: "Send it though the station has said that it does not know it" }),
  },
  fails: [
    "unknown",
    "offline",
    "unsupported",
    "refused",
    "connection-lost",
    "busy",
    "no-answer",
  ] satisfies Kind[],
};
