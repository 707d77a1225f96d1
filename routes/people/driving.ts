import { z } from "@hono/zod-openapi";
import type { Context } from "hono";
import type { Csms } from "../../csms/mod.ts";
import type { Api } from "../endpoint.ts";
import { asking } from "../asking.ts";
import { listOf, pageOf, paging } from "../paging.ts";
import { periodOf } from "../period.ts";
import { Problem, unknown } from "../problem.ts";
import { answered, chargingSums, energyStep, period } from "../schemas/analytics.ts";
import { maybe } from "../schemas/charging.ts";
import { evse, said, stationId, tokenId } from "../schemas/names.ts";
import { place } from "../schemas/place.ts";
import { transaction } from "../schemas/transaction.ts";
import { transactionId, withEnergy } from "../transactions.ts";
import { accountOf } from "./account_of.ts";

const own = { access: "own", tag: "me" } as const;

/** What people do who charge, with their own tags; of what is not theirs they learn not even that it is there. */
export function driving(api: Api, csms: Csms): void {
  const rules = csms.driving;
  const tagsOf = async (context: Context) => rules.named((await accountOf(csms, context)).tags);

  api.add({
    ...{ ...own, method: "get", path: "/me/stations" },
    summary: "Where one may charge with a tag of one's own",
    query: paging,
    answer: listOf(place),
    fails: ["unknown"],
    async handle({ context, query }) {
      const tags = await rules.decided(await tagsOf(context));
      return pageOf(await rules.places(tags), query, ({ station }) => station);
    },
  });

  api.add({
    ...{ ...own, method: "get", path: "/me/transactions" },
    summary: "The transactions of all one's own tags, newest first",
    query: paging,
    answer: listOf(transaction),
    fails: ["unknown"],
    async handle({ context, query }) {
      const { items, next } = await rules.history(await tagsOf(context), query);
      return { items: items.map(withEnergy), next };
    },
  });

  api.add({
    ...{ ...own, method: "get", path: "/me/totals" },
    summary: "What one has charged in each day or month, with all one's own tags",
    query: { ...period, by: z.enum(["day", "month"]).default("month") },
    answer: z.strictObject({
      ...answered,
      items: z.array(energyStep).readonly(),
      total: chargingSums,
    }),
    fails: ["unknown"],
    async handle({ context, query: { by, ...days } }) {
      const asked = periodOf(csms, days);
      const tags = await tagsOf(context);
      return { ...asked, ...await csms.analytics.seriesOfTokens(tags, asked, by) };
    },
  });

  api.add({
    ...{ ...own, method: "post", path: "/me/start", summary: "Start charging with one's own tag" },
    description: "Without a tag the first that may charge there is taken.",
    body: z.strictObject({ station: stationId, evse, token: maybe(tokenId) }),
    answer: z.strictObject({
      ...{ ...said, station: stationId, evse: z.int(), token: tokenId },
      waitsFor: z.string().nullable().openapi({ description: "What one has to do there" }),
    }),
    fails: [...asking.fails, "not-now"],
    async handle({ body: { station, evse, token: given }, context }) {
      const mine = await tagsOf(context);
      const [wanted] = given === undefined ? [] : await rules.named([given]);
      if (wanted !== undefined && !rules.isOneOf(mine, wanted)) {
        throw unknown(`no tag of yours is ${given}`);
      }
      const tags = await rules.decided(wanted === undefined ? mine : [wanted]);
      const found = await rules.place(station, tags);
      const spot = found?.spots.find((spot) => spot.evse === evse);
      // Whether there is such a station is told to those alone who may charge there.
      const [token] = spot?.tokens ?? [];
      if (token === undefined) {
        throw unknown(`your tags may charge at no station ${station} with an EVSE ${evse}`);
      }
      const why = await rules.refusal(station, token, evse);
      if (why) throw new Problem("not-now", `${token} may not start there now: ${why}`);
      const outcome = await csms.transactions.remoteStart(station, { token, evse });
      return { ...outcome, station, evse, token };
    },
  });

  api.add({
    ...{ ...own, method: "post", path: "/me/stop", summary: "Stop a transaction of one's own tag" },
    body: z.strictObject({ transaction: transactionId }),
    answer: z.strictObject({ ...said, transaction: transactionId }),
    fails: [...asking.fails, "not-now"],
    async handle({ body: { transaction: id }, context }) {
      const mine = await tagsOf(context);
      const found = await csms.transactions.get(id);
      if (!found || !rules.isOneOf(mine, found.token)) {
        throw unknown(`there is no transaction ${id}`);
      }
      if (found.state === "closed") throw new Problem("not-now", `transaction ${id} has ended`);
      return { transaction: id, ...await csms.transactions.remoteStop(found.station, id) };
    },
  });
}
