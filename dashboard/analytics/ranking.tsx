import type { Asked, Pages } from "../page.tsx";
import { Empty } from "../parts/empty.tsx";
import { htmlOf } from "../parts/html.ts";
import { More } from "../parts/more.tsx";
import { Cells, FigureTable } from "./columns.tsx";
import { type AskedPeriod, periodOf, queryOf } from "./period.ts";
import type { Ranking } from "./tables.tsx";

const AT_ONCE = 50;

/** The rows from the place that is asked for; the cursor is how many come before. */
async function part<T>(ranking: Ranking<T>, period: AskedPeriod, cursor = "0") {
  const from = /^\d{1,6}$/.test(cursor) ? Number(cursor) : 0;
  const all = await ranking.all(period, from);
  const rows = all.slice(from, from + AT_ONCE);
  const columns = await ranking.columns(rows);
  const next = from + AT_ONCE < all.length ? String(from + AT_ONCE) : null;
  const more = (
    <More
      next={next}
      part={`/analytics/${ranking.name}`}
      page="/analytics"
      query={{ ...period }}
      columns={columns.length}
    />
  );
  return { rows, columns, more };
}

/** Its first rows, and the rest as one scrolls; all of it as a file. */
export async function Ranked<T>(
  { ranking, period }: { ranking: Ranking<T>; period: AskedPeriod },
) {
  const { name, title, about, empty } = ranking;
  const { rows, columns, more } = await part(ranking, period);
  const { by: _, zone, ...days } = period;
  const asked = name === "reliability" ? days : { ...days, zone };
  return (
    <section>
      <div class="card-head">
        <h2>{title}</h2>
        <a href={`/api/v1/analytics/${name}.csv?${queryOf(asked)}`} download="">
          {title} as CSV
        </a>
      </div>
      {rows.length === 0 ? <Empty>{empty}</Empty> : (
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
