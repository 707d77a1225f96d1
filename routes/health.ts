import { z } from "@hono/zod-openapi";
import type { Csms } from "../csms/mod.ts";
import { version } from "../csms/version.ts";
import type { Api } from "./endpoint.ts";
import { Problem } from "./problem.ts";

export function health(api: Api, csms: Csms): void {
  api.add({
    ...{ method: "get", path: "/health", tag: "system", summary: "Whether kvolt is well" },
    description: "503 where the store does not answer within 2 s. Needs no token.",
    access: "open",
    answer: z.strictObject({
      ok: z.literal(true),
      version: z.string(),
      stationsOnline: z.int(),
      idTagCache: z.strictObject({ hits: z.int(), misses: z.int() }),
      storeMs: z.number().openapi({ description: "How long the store took to read one key" }),
    }),
    async handle() {
      const latency = await csms.latency();
      if (latency === undefined) throw new Problem("store", "the store does not answer a read");
      return {
        ok: true as const,
        version,
        stationsOnline: [...csms.links.all()].length,
        idTagCache: csms.tokens.counts,
        storeMs: Math.round(latency * 1000) / 1000,
      };
    },
  });
}
