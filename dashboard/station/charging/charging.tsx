import { doer } from "../../../csms/people/caller.ts";
import { toldOf } from "../../live/told.ts";
import type { Asked, Pages } from "../../page.tsx";
import { Chart } from "../../parts/chart.tsx";
import { stationHref } from "../../stations/card.tsx";
import { knows } from "../abilities.ts";
import { Evse, evsesOf, Unit } from "../fields.tsx";
import { type AskedOfStation, stationPage, stationPart } from "../frame.tsx";
import { Der, derControls } from "./der.tsx";
import { Grid, gridEvents } from "./grid.tsx";
import { ExternalLimits, Priority, Vehicles } from "./others.tsx";
import { ProfileRows, Profiles } from "./profiles.tsx";
import { Reported } from "./reported.tsx";
import { bothFigures, type Drawn, ownFigures, ownWords } from "./steps.ts";

/** Which schedule is drawn. */
function drawnOf({ query: { evse = "1", unit } }: Pick<AskedOfStation, "query">) {
  const number = Number(evse);
  return {
    evse: Number.isInteger(number) && number >= 0 ? number : 1,
    unit: unit === "W" ? "W" : "A",
  } as const;
}

async function Composite({ asked }: { asked: AskedOfStation }) {
  const { station } = asked;
  const { evse, unit } = drawnOf(asked);
  const note = await ownWords(asked.csms, station.id, { evse, unit });
  const evses = [...new Set([...evsesOf(station), evse || 1])].sort((a, b) => a - b);
  return (
    <section>
      <h2>What it may draw in the next day</h2>
      <p class="quiet">
        As kvolt computes it from all profiles and limits, beside what the station answers.
      </p>
      <form method="get" class="bar">
        <Evse evses={evses} all="the whole station" chosen={evse} />
        <Unit chosen={unit} />
        <button type="submit" class="secondary">Draw</button>
      </form>
      <Chart
        label="Limits over the next day; they are in words below"
        src={`/figures${stationHref(station.id)}/composite?evse=${evse}&unit=${unit}`}
        note="composite"
        empty="Nothing limits it but itself."
      />
      <p id="composite" class="quiet" aria-live="polite">{note}</p>
    </section>
  );
}

/** Asks the station in the name of who looks: as by REST, that is a line of the audit log. */
async function askedFigures({ csms, caller, context }: Asked, station: string, drawn: Drawn) {
  const begun = {
    ...{ by: doer(caller), address: context.env.address },
    ...{ what: "GET /stations/{station}/composite", station, on: { station } },
  };
  return await csms.audit.act(begun, (said) => {
    said(drawn);
    return bothFigures(csms, station, drawn);
  }, (error) => (error as Error).message);
}

/** How much a station may draw, and who says so. */
export function stationCharging(pages: Pages): void {
  const pageOf = ({ station }: AskedOfStation) => `${stationHref(station.id)}/charging`;

  stationPage(pages, "/charging", (asked) => {
    const { station } = asked;
    const page = pageOf(asked);
    const is2x = knows(station, "model");
    return {
      charts: true,
      live: toldOf(
        station.id,
        ...["profile.installed", "profile.cleared", "profiles.reported"] as const,
        ...["limit.external", "limit.cleared", "vehicle.needs", "vehicle.schedule"] as const,
        ...["session.charging", "transaction.started", "transaction.stopped"] as const,
        ...["der.changed", "der.event"] as const,
      ),
      body: (
        <>
          <Composite asked={asked} />
          <Profiles asked={asked} page={page} />
          {is2x && <Reported asked={asked} page={page} />}
          {is2x && <ExternalLimits asked={asked} page={page} />}
          {is2x && <Vehicles asked={asked} page={page} />}
          {knows(station, "priority") && <Priority asked={asked} page={page} />}
          {knows(station, "grid") && <Der asked={asked} page={page} />}
          {knows(station, "grid") && <Grid asked={asked} page={page} />}
        </>
      ),
    };
  });

  stationPart(
    pages,
    "/charging/more",
    (asked) => <ProfileRows asked={asked} page={pageOf(asked)} />,
  );
  derControls.addTo(pages);
  gridEvents.addTo(pages);

  pages.part({
    path: "/figures/stations/:station/composite",
    access: "read",
    async show(asked) {
      const { csms, params: { station }, query, context } = asked;
      if (!await csms.stations.get(station!)) return context.text("no such station", 404);
      const drawn = drawnOf(asked);
      // A station may take half a minute to say nothing: what kvolt knows is drawn meanwhile.
      if (query.ask !== undefined) {
        return context.json(await askedFigures(asked, station!, drawn));
      }
      const figures = await ownFigures(csms, station!, drawn);
      const { pathname, search } = new URL(context.req.url);
      const then = csms.links.get(station!) && { then: `${pathname}${search}&ask` };
      return context.json({ ...figures, ...then });
    },
  });
}
