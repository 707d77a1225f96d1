import { OpenAPIHono } from "@hono/zod-openapi";
import type { ApiToken } from "../csms/api_token.ts";
import type { Csms } from "../csms/mod.ts";
export function restApi({ csms }: { csms: Csms; token: ApiToken | undefined }) {
  const app = new OpenAPIHono();
  app.get("/api/v1/stations", async (c) => c.json(await csms.stations.page({ limit: 10 })));
  app.get(
    "/api/v1/transactions",
    async (c) => c.json(await csms.transactions.page({}, { limit: 10 })),
  );
  return app;
}
