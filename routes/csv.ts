import type { Context } from "hono";

export const csv = "text/csv";

/** A value of a table; what is not known is empty. */
export type Cell = string | number | null | undefined;

/** Whether a caller wants a table instead of JSON. */
export function wantsCsv({ req }: Context): boolean {
  const accept = req.header("accept") ?? "";
  return accept.includes(csv) && !accept.includes("json");
}

/** A table as a file to keep, sent as its rows come (RFC 4180); the first row names the columns. */
export function csvFile(
  name: string,
  rows: Iterable<readonly Cell[]> | AsyncIterable<readonly Cell[]>,
): Response {
  return new Response(ReadableStream.from(lines(rows)), {
    headers: {
      "content-type": `${csv}; charset=utf-8`,
      "content-disposition": `attachment; filename="${name.replace(/[^\w-]/g, "_")}.csv"`,
    },
  });
}

async function* lines(
  rows: Iterable<readonly Cell[]> | AsyncIterable<readonly Cell[]>,
): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  for await (const row of rows) yield encoder.encode(`${row.map(cell).join(",")}\r\n`);
}

/** Quoted where it has to be; a station's text never becomes a formula of a spreadsheet. */
function cell(value: Cell): string {
  if (typeof value === "number") return String(value);
  const text = (value ?? "").replace(/^(?=[=+\-@\t\r])/, "'");
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
