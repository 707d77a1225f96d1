import { z } from "@hono/zod-openapi";
import type { Csms } from "../csms/mod.ts";
import type { Tariff } from "../csms/model/tariff.ts";
import type { Api } from "./endpoint.ts";
import { listOf, paging, values } from "./paging.ts";
import { invalid, Problem, unknown } from "./problem.ts";
import { maybe } from "./schemas/charging.ts";
import { evse, stationId, tokenId } from "./schemas/names.ts";
import { newTariff, newTariffId, tariff, tariffAssignment, tariffId } from "./schemas/tariff.ts";

const tag = "tariffs";
const one = { params: { tariff: tariffId }, fails: ["unknown"] } as const;

/** The tariff of that id; throws the problem `unknown`. */
export async function knownTariff(csms: Csms, id: string): Promise<Tariff> {
  const known = await csms.tariffs.get(id);
  if (!known) throw unknown(`there is no tariff ${id}`);
  return known;
}

export function tariffs(api: Api, csms: Csms): void {
  api.add({
    ...{ method: "get", access: "read", path: "/tariffs", tag, summary: "All tariffs, by id" },
    query: paging,
    answer: listOf(tariff),
    handle: async ({ query }) => values(await csms.tariffs.page(query)),
  });

  api.add({
    ...{
      method: "get",
      access: "read",
      path: "/tariffs/{tariff}",
      tag,
      summary: "One tariff",
      ...one,
    },
    answer: tariff,
    handle: ({ params }) => knownTariff(csms, params.tariff),
  });

  api.add({
    ...{ method: "post", access: "admin", path: "/tariffs", tag, summary: "Make a new tariff" },
    body: newTariff.safeExtend({ id: newTariffId }),
    answer: tariff,
    status: 201,
    fails: ["taken"],
    async handle({ body }) {
      const made = await csms.tariffs.create(body);
      if (!made) throw new Problem("taken", `there is a tariff ${body.id} already`);
      return made;
    },
  });

  api.add({
    ...{
      method: "put",
      access: "admin",
      path: "/tariffs/{tariff}",
      tag,
      summary: "Create or replace a tariff",
    },
    description: "Of each kind, the first price whose conditions hold is charged. Minima are " +
      "included, maxima are not. Transactions that run keep what they began with.",
    params: one.params,
    body: newTariff,
    answer: tariff,
    fails: ["conflict"],
    handle: ({ params, body }) => csms.tariffs.put({ ...body, id: params.tariff }),
  });

  api.add({
    ...{ method: "delete", access: "admin", path: "/tariffs/{tariff}", tag, ...one },
    summary: "Remove a tariff and its assignments",
    async handle({ params }) {
      if (await csms.tariffs.remove(params.tariff)) return;
      throw unknown(`there is no tariff ${params.tariff}`);
    },
  });

  api.add({
    ...{
      method: "get",
      access: "read",
      path: "/tariff-assignments",
      tag,
      summary: "Where tariffs hold",
    },
    query: paging,
    answer: listOf(tariffAssignment),
    handle: async ({ query }) => values(await csms.tariffs.assignments(query)),
  });

  api.add({
    ...{
      method: "put",
      access: "admin",
      path: "/tariff-assignments",
      tag,
      summary: "Let a tariff hold",
    },
    description: "For a token, at a station or one EVSE of it, or where no other holds. The " +
      "token's goes before the EVSE's, that before the station's, that before the default.",
    body: z.strictObject({
      tariff: tariffId,
      token: maybe(tokenId),
      station: maybe(stationId),
      evse: maybe(evse),
    }),
    answer: tariffAssignment,
    fails: ["unknown", "conflict"],
    async handle({ body: { tariff, ...holder } }) {
      check(holder);
      const assignment = await csms.tariffs.assign(tariff, holder);
      if (!assignment) throw unknown(`there is no tariff ${tariff}`);
      return assignment;
    },
  });

  api.add({
    ...{
      method: "delete",
      access: "admin",
      path: "/tariff-assignments",
      tag,
      summary: "End an assignment",
    },
    query: {
      token: tokenId.optional(),
      station: stationId.optional(),
      evse: z.coerce.number().int().min(1).max(1_000_000).optional(),
    },
    fails: ["unknown"],
    async handle({ query }) {
      check(query);
      if (!await csms.tariffs.unassign(query)) throw unknown("no tariff is assigned there");
    },
  });
}

function check({ token, station, evse }: { token?: string; station?: string; evse?: number }) {
  if (token !== undefined && station !== undefined) {
    throw invalid("token", "token and station cannot be given together");
  }
  if (evse !== undefined && station === undefined) {
    throw invalid("evse", "an EVSE is one of a station");
  }
}
