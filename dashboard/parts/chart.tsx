import type { Figures } from "../figures/figures.ts";
import { Table } from "./table.tsx";
import { Time } from "./time.tsx";

/** Rows of the table of a chart; charts.js takes as many. */
const MOST = 60;

/** The points that a table has of a chart: the last one, and so many others at even distances, the newest first. */
const thinned = (times: readonly number[]): number[] => {
  const every = Math.ceil(times.length / MOST);
  return times.map((_, at) => at).reverse().filter((_, n) => n % every === 0);
};

const inWords = (value: number | null | undefined): string =>
  value === null || value === undefined ? "–" : String(Math.round(value * 100) / 100);

/** What a chart draws, as a table; the script keeps it as the chart is. */
function Rows({ figures: { times, series } }: { figures: Figures }) {
  return (
    <>
      {thinned(times).map((at) => (
        <tr>
          <td>
            <Time at={new Date(times[at]! * 1_000).toISOString()} />
          </td>
          {series.map(({ values }) => <td class="number">{inWords(values[at])}</td>)}
        </tr>
      ))}
    </>
  );
}

interface Props {
  /** What is drawn, for whoever does not see it. */
  readonly label: string;
  /** Where its figures are fetched. */
  readonly src: string;
  /** What stands there while there is nothing to draw. */
  readonly empty?: string;
  /** The id of what says the same in words. */
  readonly note?: string;
  /** What it draws when the page is made: they are shown as a table too, where the page has no other one of them. */
  readonly figures?: Figures;
}

/** Curves or bars; and their figures folded away, for whoever does not see them or has no script. */
export function Chart({ label, src, empty, note, figures }: Props) {
  return (
    <>
      <div
        class="chart"
        role="img"
        aria-label={label}
        data-chart={src}
        data-empty={empty}
        data-note={note}
      >
        {figures?.times.length === 0 && (figures.empty ?? empty)}
      </div>
      {figures && (
        <details data-figures-of={src}>
          <summary>The same as a table</summary>
          <Table
            label={label}
            heads={[
              "When",
              ...figures.series.map(({ label, unit }) => ({ number: `${label} (${unit})` })),
            ]}
          >
            <Rows figures={figures} />
          </Table>
          <p class="quiet" hidden={figures.times.length > 0}>No figures yet.</p>
        </details>
      )}
    </>
  );
}
