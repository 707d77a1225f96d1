import type { Csms } from "../csms/mod.ts";
import type { Sample } from "../csms/model.ts";
import type { Api } from "./endpoint.ts";
import { listOf, paging } from "./paging.ts";
import { sample } from "./schemas/transaction.ts";
import { knownTransaction, transactionId } from "./transactions.ts";

const tag = "transactions";
const path = "/transactions/{transaction}/samples";
const csv = "text/csv";
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
    const name = `transaction-${id.replace(/[^\w-]/g, "_")}.csv`;
    return new Response(ReadableStream.from(lines(csms.transactions.everySample(id))), {
      headers: {
        "content-type": `${csv}; charset=utf-8`,
        "content-disposition": `attachment; filename="${name}"`,
      },
    });
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
      const accept = context.req.header("accept") ?? "";
      if (accept.includes(csv) && !accept.includes("json")) return await file(id);
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

async function* lines(samples: AsyncIterable<Sample>): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  yield encoder.encode(`at,${columns.join(",")}\r\n`);
  for await (const { at, values } of samples) {
    const rows = values.map((value) => [at, ...columns.map((name) => cell(value[name]))].join(","));
    if (rows.length > 0) yield encoder.encode(`${rows.join("\r\n")}\r\n`);
  }
}

/** Quoted where it has to be (RFC 4180); a station's text never becomes a formula of a spreadsheet. */
function cell(value: string | number | null | undefined): string {
  if (typeof value === "number") return String(value);
  const text = (value ?? "").replace(/^(?=[=+\-@\t\r])/, "'");
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
