import { z } from "@hono/zod-openapi";
import type { Csms } from "../../csms/mod.ts";
import type { Api } from "../endpoint.ts";
import { listOf, paging } from "../paging.ts";
import { invalid, unknown } from "../problem.ts";
import { maybe } from "../schemas/charging.ts";
import { time } from "../schemas/names.ts";
import { apiToken, personName, scope, stations } from "../schemas/person.ts";

const tag = "people";
const admin = { access: "admin", tag } as const;

/** Tokens of programs; administrators alone make them, since they outlive whoever they are made for. */
export function apiTokens(api: Api, csms: Csms): void {
  const { apiTokens } = csms.people;

  api.add({
    ...{ ...admin, method: "get", path: "/api-tokens", summary: "API tokens, newest first" },
    query: paging,
    answer: listOf(apiToken),
    handle: ({ query }) => apiTokens.page(query),
  });

  api.add({
    ...{ ...admin, method: "post", path: "/api-tokens", summary: "Make an API token" },
    description: "`secret` is what goes after `Bearer`. It is shown this once.",
    body: z.strictObject({
      name: personName,
      scope,
      stations: maybe(stations),
      expiresAt: maybe(time),
    }),
    status: 201,
    answer: z.strictObject({ secret: z.string(), token: apiToken }),
    handle({ body }) {
      const { expiresAt } = body;
      if (expiresAt && Date.parse(expiresAt) <= csms.now().getTime()) {
        throw invalid("expiresAt", `${expiresAt} has passed`);
      }
      return apiTokens.create(body);
    },
  });

  api.add({
    ...{ ...admin, method: "delete", path: "/api-tokens/{id}", summary: "Revoke one, at once" },
    params: { id: z.string().min(1).max(64) },
    fails: ["unknown"],
    async handle({ params: { id } }) {
      if (!await apiTokens.revoke(id)) throw unknown(`there is no API token ${id}`);
    },
  });
}
