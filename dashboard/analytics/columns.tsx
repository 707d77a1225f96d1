import type { Child } from "hono/jsx";
import type { Sums } from "../../csms/analytics/sums.ts";
import { duration, energy, money } from "../parts/number.ts";
import { Table } from "../parts/table.tsx";

/** One column of a table of figures: its head, and what stands in a row. */
export interface Column<T> {
  readonly head: string;
  readonly cell: (row: T) => Child;
  /** It is text, on the left. */
  readonly text?: true;
}

/** Part of a whole, from 0 to 1: `12.3 %`. */
export const percent = (part: number): string => `${Math.round(part * 1_000) / 10} %`;

/** What it came to in each currency; nothing where nothing was charged for. */
export const costIn = ({ costs }: Pick<Sums, "costs">): string => costs.map(money).join(", ");

/** What every table of charging has; the cost where there is any. */
export function sumColumns(rows: readonly Sums[]): Column<Sums>[] {
  const cost = rows.some(({ costs }) => costs.length > 0);
  return [
    { head: "Energy", cell: ({ energyWh }) => energy(energyWh) },
    { head: "Sessions", cell: ({ sessions }) => sessions },
    { head: "Plugged in", cell: ({ pluggedSeconds }) => duration(pluggedSeconds * 1_000) },
    ...(cost ? [{ head: "Cost", cell: costIn }] : []),
  ];
}

interface Props<T> {
  readonly label: string;
  readonly columns: readonly Column<T>[];
  readonly rows: readonly T[];
  /** What comes after the rows. */
  readonly more?: Child;
}

/** The cells of rows, so that more rows can be fetched without the table around them. */
export function Cells<T>({ columns, rows }: Pick<Props<T>, "columns" | "rows">) {
  return (
    <>
      {rows.map((row) => (
        <tr>
          {columns.map(({ cell, text }) => <td class={text ? undefined : "number"}>{cell(row)}
          </td>)}
        </tr>
      ))}
    </>
  );
}

/** A table of figures, which scrolls by itself where it is wider than the page. */
export function FigureTable<T>({ label, columns, rows, more }: Props<T>) {
  return (
    <Table
      label={label}
      heads={columns.map(({ head, text }) => text ? head : { number: head })}
    >
      <Cells columns={columns} rows={rows} />
      {more}
    </Table>
  );
}
