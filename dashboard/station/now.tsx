import type { Event } from "../../csms/events.ts";
import type { Csms } from "../../csms/mod.ts";
import { holds } from "../../csms/people/caller.ts";
import { type Figures, figuresOf } from "../figures/figures.ts";
import type { ChangedStations } from "../live/changed.ts";
import { piecesOf } from "../live/pieces.ts";
import { stream } from "../live/stream.ts";
import type { Pages } from "../page.tsx";
import { Chart } from "../parts/chart.tsx";
import { htmlOf } from "../parts/html.ts";
import { stationHref } from "../stations/card.tsx";
import { Actions } from "./actions.tsx";
import { Commands } from "./commands.tsx";
import { Connectors, type Running, runningAt } from "./connectors.tsx";
import { Facts } from "./facts.tsx";
import { Heading, ofStation, stationPage } from "./frame.tsx";

/** What changes the curves. */
const drawing: readonly Event["type"][] = [
  ...["meter.sampled", "transaction.started", "transaction.stopped"] as const,
];

/** The curves of what runs: of the first EVSE, where it is several. */
async function drawnOf(csms: Csms, running: Running): Promise<Figures> {
  const first = [...running.values()].find((transaction) => transaction !== undefined);
  const samples = first ? csms.transactions.everySample(first.id) : [];
  const drawn = await figuresOf(samples, ["Power", "Current", "State of charge"]);
  const empty = first && { empty: "A session runs; its first meter value is yet to come." };
  return { ...drawn, ...empty };
}

/** A station as it is now: what runs, how much it draws, and what one can do. */
export function stationNow(pages: Pages, csms: Csms, changed: ChangedStations): void {
  async function pieces(id: string, types: ReadonlySet<Event["type"]>): Promise<string> {
    const known = await csms.stations.get(id);
    if (!known) return "";
    const station = await csms.stations.live(known);
    const running = await runningAt(csms, station);
    const all = [
      <Heading station={station} />,
      <Connectors csms={csms} station={station} running={running} />,
      <Facts station={station} />,
      ...(types.has("command.answered") ? [<Commands csms={csms} station={id} />] : []),
    ];
    return (await Promise.all(all.map(htmlOf))).join("");
  }

  stationPage(pages, "", async (asked) => {
    const { station } = asked;
    const running = await runningAt(csms, station);
    return {
      charts: true,
      live: `/live${stationHref(station.id)}`,
      body: (
        <>
          <div sse-swap="pieces" data-pieces hidden></div>
          <div sse-swap="figures" data-figures hidden></div>
          <Connectors csms={csms} station={station} running={running} />
          <h2>Power of the running session</h2>
          <Chart
            label="Power over time"
            src={`/figures${stationHref(station.id)}`}
            empty="Nothing is charging here now."
            figures={await drawnOf(csms, running)}
          />
          <Actions asked={asked} />
          <Commands csms={csms} station={station.id} />
          <Facts station={station} />
          {holds(asked.caller.access, "operate") && (
            <p>
              <a href={`${stationHref(station.id)}/qr`}>QR code to start here, to print</a>
            </p>
          )}
        </>
      ),
    };
  });

  pages.part({
    path: "/live/stations/:station",
    access: "read",
    show: ({ context, params: { station }, query: { since } }) =>
      stream(
        context,
        csms,
        piecesOf(changed, station!, since, async (types) => {
          const figures = drawing.some((type) => types.has(type));
          return [
            { event: "pieces", html: await pieces(station!, types) },
            ...(figures ? [{ event: "figures", html: "" }] : []),
          ];
        }),
      ),
  });

  pages.part({
    path: "/figures/stations/:station",
    access: "read",
    async show(asked) {
      const of = await ofStation(asked);
      const running: Running = of ? await runningAt(csms, of.station) : new Map();
      return asked.context.json(await drawnOf(csms, running));
    },
  });
}
