import { z } from "@hono/zod-openapi";
import type { Csms } from "../csms/mod.ts";
import { shownCost } from "../csms/tariffs/charged.ts";
import type { Transaction } from "../csms/model.ts";
import type { Api } from "./endpoint.ts";
import { listOf, paging } from "./paging.ts";
import { invalid, Problem, unknown } from "./problem.ts";
import { stationId, tokenId } from "./schemas/names.ts";
import { transaction as schema, transactionEvent } from "./schemas/transaction.ts";

const tag = "transactions";
export const transactionId = z.string().min(1).max(64);
const one = { params: { transaction: transactionId }, fails: ["unknown"] } as const;

/** A transaction with its energy, which its register holds. */
export const withEnergy = (transaction: Transaction) => ({
  ...transaction,
  energyWh: transaction.register.energyWh,
  cost: shownCost(transaction),
  missing: transaction.progress?.missing,
});

/** The transaction of that id; throws the problem `unknown`. */
export async function knownTransaction(csms: Csms, id: string): Promise<Transaction> {
  const known = await csms.transactions.get(id);
  if (!known) throw unknown(`there is no transaction ${id}`);
  return known;
}

export function transactions(api: Api, csms: Csms): void {
  api.add({
    ...{
      method: "get",
      access: "read",
      path: "/transactions",
      tag,
      summary: "Transactions, newest first",
    },
    description: "All, or those of one station or of one token.",
    query: { ...paging, station: stationId.optional(), token: tokenId.optional() },
    answer: listOf(schema),
    async handle({ query: { station, token, ...page } }) {
      if (station !== undefined && token !== undefined) {
        throw invalid("token", "station and token cannot be given together");
      }
      const { items, next } = await csms.transactions.page({ station, token }, page);
      return { items: items.map(withEnergy), next };
    },
  });

  api.add({
    ...{
      method: "get",
      access: "read",
      path: "/transactions/{transaction}",
      tag,
      summary: "One transaction",
    },
    ...one,
    answer: schema,
    handle: async ({ params }) => withEnergy(await knownTransaction(csms, params.transaction)),
  });

  api.add({
    ...{ method: "get", access: "read", path: "/transactions/{transaction}/events", tag },
    summary: "What its station told of it, the oldest first",
    params: one.params,
    query: paging,
    answer: listOf(transactionEvent),
    fails: ["unknown"],
    async handle({ params: { transaction: id }, query }) {
      await knownTransaction(csms, id);
      return await csms.transactions.events(id, query);
    },
  });

  api.add({
    ...{ method: "post", access: "operate", path: "/transactions/{transaction}/close", tag },
    summary: "Close a transaction that nobody will end any more",
    params: one.params,
    fails: ["unknown", "conflict"],
    answer: schema,
    async handle({ params: { transaction: id } }) {
      await knownTransaction(csms, id);
      const closed = await csms.transactions.closeByHand(id);
      if (!closed) throw new Problem("conflict", `transaction ${id} is closed already`);
      return withEnergy(closed);
    },
  });
}
