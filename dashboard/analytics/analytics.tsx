import type { Sums } from "../../csms/analytics/sums.ts";
import type { Csms } from "../../csms/mod.ts";
import type { Asked, Pages } from "../page.tsx";
import { Chart } from "../parts/chart.tsx";
import { Days } from "../parts/days.tsx";
import { Fact } from "../parts/fact.tsx";
import { duration, energy } from "../parts/number.ts";
import { costIn, FigureTable, sumColumns } from "./columns.tsx";
import { chargingFigures } from "./figures.ts";
import { type AskedPeriod, periodOf, queryOf, quickChoices } from "./period.ts";
import { Ranked, rankingPart } from "./ranking.tsx";
import { ofReliability, ofStations, ofTags } from "./tables.tsx";

const everybody = { kind: "all", name: "" } as const;

function Choices({ period, now }: { period: AskedPeriod; now: Date }) {
  const { zone } = period;
  return (
    <nav aria-label="Periods">
      <ul>
        {quickChoices(now, zone).map(({ name, ...days }) => (
          <li>
            <a
              href={`/analytics?${queryOf({ ...days, zone })}`}
              aria-current={days.from === period.from && days.to === period.to ? "page" : undefined}
            >
              {name}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Filter({ period: { from, to, zone, by } }: { period: AskedPeriod }) {
  return (
    <search>
      <form class="bar" action="/analytics">
        <Days from={from} to={to} required />
        <label>
          Each
          <select name="by">
            <option value="day" selected={by === "day"}>day</option>
            <option value="month" selected={by === "month"}>month</option>
          </select>
        </label>
        <label>
          Time zone <input name="zone" value={zone} maxlength={64} />
        </label>
        <button type="submit" class="secondary">Show</button>
      </form>
    </search>
  );
}

function Total({ total }: { total: Sums }) {
  const cost = costIn(total);
  return (
    <dl class="figures">
      <Fact name="Energy">{energy(total.energyWh)}</Fact>
      <Fact name="Sessions">{total.sessions}</Fact>
      <Fact name="Plugged in">{duration(total.pluggedSeconds * 1_000)}</Fact>
      {cost && <Fact name="Cost">{cost}</Fact>}
    </dl>
  );
}

type Series = Awaited<ReturnType<Csms["analytics"]["series"]>>;

function Charged({ period, series }: { period: AskedPeriod; series: Series }) {
  const { items, total } = series;
  const { by } = period;
  const query = queryOf(period);
  return (
    <section>
      <div class="card-head">
        <h2>Energy and sessions</h2>
        <a href={`/api/v1/analytics/energy.csv?${query}`} download="">Energy as CSV</a>
      </div>
      <Total total={total} />
      <Chart
        label={`Energy and sessions of each ${by}; the table below has the same figures`}
        src={`/figures/analytics?${query}`}
      />
      <details>
        <summary>The same as a table</summary>
        <FigureTable
          label="Energy and sessions"
          columns={[
            {
              head: by === "day" ? "Day" : "Month",
              text: true,
              cell: ({ name }: Series["items"][number]) => name,
            },
            ...sumColumns(items),
          ]}
          rows={items}
        />
      </details>
    </section>
  );
}

/** Where a zone was asked for that is none, this says so. */
function Zone({ asked, zone }: { asked: string | undefined; zone: string }) {
  if (!asked || asked === zone) return null;
  return (
    <p role="alert" class="state bad">
      {asked} is not a time zone by its name, as Europe/Berlin: these are days of {zone}.
    </p>
  );
}

/** What charging came to, and how well the stations were connected, in any time. */
export function analyticsPage(pages: Pages, csms: Csms): void {
  const [stations, tags, reliability] = [ofStations(csms), ofTags(csms), ofReliability(csms)];
  const charged = (period: AskedPeriod) => csms.analytics.series(everybody, period, period.by);
  pages.add({
    path: "/analytics",
    access: "read",
    async show(asked: Asked) {
      const period = periodOf(asked);
      return {
        title: "Analytics",
        charts: true as const,
        body: (
          <>
            <h1>Analytics</h1>
            <Choices period={period} now={csms.now()} />
            <Filter period={period} />
            <Zone asked={asked.query.zone} zone={period.zone} />
            <Charged period={period} series={await charged(period)} />
            <Ranked ranking={stations} period={period} cursor={asked.query[stations.name]} />
            <Ranked ranking={tags} period={period} cursor={asked.query[tags.name]} />
            <Ranked ranking={reliability} period={period} cursor={asked.query[reliability.name]} />
          </>
        ),
      };
    },
  });
  pages.part({
    path: "/figures/analytics",
    access: "read",
    async show(asked) {
      const period = periodOf(asked);
      return asked.context.json(chargingFigures(period, (await charged(period)).items));
    },
  });
  rankingPart(pages, stations);
  rankingPart(pages, tags);
  rankingPart(pages, reliability);
}
