import type { Csms } from "../csms/mod.ts";
import type { Sample } from "../csms/model.ts";
import { type Cell, csv, csvFile, wantsCsv } from "./csv.ts";
import type { Api } from "./endpoint.ts";
import { listOf, paging } from "./paging.ts";
import { sample } from "./schemas/transaction.ts";
import { knownTransaction, transactionId } from "./transactions.ts";

const tag = "transactions";
const path = "/transactions/{transaction}/samples";
const columns = [
  "value",
  "unit",
  "measurand",
  "phase",
  "location",
  "context",
  "format",
  "raw",
] as const;

/** Meter values of a transaction. */
export function samples(api: Api, csms: Csms): void {
  async function file(id: string): Promise<Response> {
    await knownTransaction(csms, id);
    return csvFile(`transaction-${id}`, rows(csms.transactions.everySample(id)));
  }

  api.add({
    ...{ method: "get", access: "read", path, tag, summary: "Its meter values, the oldest first" },
    description: "A page as JSON; with `Accept: text/csv` all of them, a line for each value.",
    params: { transaction: transactionId },
    query: paging,
    answer: listOf(sample),
    also: [csv],
    fails: ["unknown"],
    async handle({ params: { transaction: id }, query, context }) {
      if (wantsCsv(context)) return await file(id);
      await knownTransaction(csms, id);
      return await csms.transactions.samples(id, query);
    },
  });

  api.add({
    ...{
      method: "get",
      access: "read",
      path: `${path}.csv`,
      tag,
      summary: "All its meter values as CSV",
    },
    params: { transaction: transactionId },
    also: [csv],
    fails: ["unknown"],
    handle: ({ params }) => file(params.transaction),
  });
}

async function* rows(samples: AsyncIterable<Sample>): AsyncGenerator<Cell[]> {
  yield ["at", ...columns];
  for await (const { at, values } of samples) {
    for (const value of values) yield [at, ...columns.map((name) => value[name])];
  }
}
