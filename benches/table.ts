/** One row: what was measured, its figures, what they are held against. */
export interface Row {
  readonly what: string;
  readonly result: string;
  readonly p50?: string;
  readonly p99?: string;
  readonly cpu?: string;
  readonly ratio?: string;
  readonly target?: string;
  readonly met?: boolean;
}

const head = {
  ...{ what: "", result: "result", p50: "p50 ms", p99: "p99 ms", cpu: "CPU µs" },
  ...{ ratio: "of echo", target: "target", met: "met" },
};
type Column = keyof typeof head;
const columns = Object.keys(head) as Column[];

/** The rows as a table of Markdown, so that it can be pasted as it is. */
export function table(rows: readonly Row[]): string {
  const cells = rows.map(({ met, ...row }) => ({
    ...row,
    met: met === undefined ? "" : met ? "yes" : "NO",
  } as Record<Column, string | undefined>));
  const width = (column: Column) =>
    Math.max(3, ...[head, ...cells].map((row) => row[column]?.length ?? 0));
  const pad = (column: Column, text = "") =>
    column === "what" ? text.padEnd(width(column)) : text.padStart(width(column));
  const line = (row: Record<Column, string | undefined>) =>
    `| ${columns.map((column) => pad(column, row[column])).join(" | ")} |`;
  const rule = `|${
    columns.map((column) => {
      const dashes = "-".repeat(width(column) + 1);
      return column === "what" ? `${dashes}-` : `${dashes}:`;
    }).join("|")
  }|`;
  return [line(head), rule, ...cells.map(line)].join("\n");
}
