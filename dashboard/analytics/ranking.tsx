import type { Asked, Pages } from "../page.tsx";
import { Empty } from "../parts/empty.tsx";
import { htmlOf } from "../parts/html.ts";
import { More } from "../parts/more.tsx";
import { Cells, FigureTable } from "./columns.tsx";
import { type AskedPeriod, periodOf, queryOf } from "./period.ts";
import type { Ranking } from "./tables.tsx";

const AT_ONCE = 50;

/** The rows from the place that is asked for; the cursor is how many come before, and of which list. */
async function part<T>(ranking: Ranking<T>, period: AskedPeriod, cursor = "") {
  const [, place = "0", at] = /^(\d{1,6})-(\d{1,16})$/.exec(cursor) ?? [];
  const from = Number(place);
  const list = await ranking.all(period, at === undefined ? undefined : Number(at));
  const rows = list.rows.slice(from, from + AT_ONCE);
  const columns = await ranking.columns(rows);
  const next = from + AT_ONCE < list.rows.length ? `${from + AT_ONCE}-${list.at}` : null;
  const more = (
    <More
      next={next}
      part={`/analytics/${ranking.name}`}
      page="/analytics"
      query={{ ...period }}
      columns={columns.length}
      as={ranking.name}
    />
  );
  return { rows, columns, more, all: list.rows.length };
}

/** Its first rows, or those that are asked for, and the rest as one scrolls; all of it as a file. */
export async function Ranked<T>(
  { ranking, period, cursor }: {
    ranking: Ranking<T>;
    period: AskedPeriod;
    cursor: string | undefined;
  },
) {
  const { name, title, about, empty } = ranking;
  const { rows, columns, more, all } = await part(ranking, period, cursor);
  const { by: _, zone, ...days } = period;
  const asked = name === "reliability" ? days : { ...days, zone };
  return (
    <section id={name}>
      <div class="card-head">
        <h2>{title}</h2>
        <a href={`/api/v1/analytics/${name}.csv?${queryOf(asked)}`} download="">
          {title} as CSV
        </a>
      </div>
      {all === 0 ? <Empty>{empty}</Empty> : (
        <>
          <p class="quiet">{about}</p>
          <FigureTable label={title} columns={columns} rows={rows} more={more} />
        </>
      )}
    </section>
  );
}

/** Where the rest of it is fetched. */
export function rankingPart<T>(pages: Pages, ranking: Ranking<T>): void {
  pages.part({
    path: `/analytics/${ranking.name}`,
    access: "read",
    async show(asked: Asked) {
      const { rows, columns, more } = await part(ranking, periodOf(asked), asked.query.cursor);
      return asked.context.html(
        await htmlOf(
          <>
            <Cells columns={columns} rows={rows} />
            {more}
          </>,
        ),
      );
    },
  });
}
