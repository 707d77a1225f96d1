import { toldOf } from "../../live/told.ts";
import type { Pages } from "../../page.tsx";
import { htmlOf } from "../../parts/html.ts";
import { stationHref } from "../../stations/card.tsx";
import { type AskedOfStation, ofStation, stationPage } from "../frame.tsx";
import { EntryRows, LocalList } from "./local_list.tsx";
import { Reservations } from "./reservations.tsx";

/** What a station knows of tags by itself, and what is reserved. */
export function stationLists(pages: Pages): void {
  const pageOf = ({ station }: AskedOfStation) => `${stationHref(station.id)}/lists`;

  stationPage(pages, "/lists", (asked) => ({
    live: toldOf(asked.station.id, "list.changed", "reservation.changed"),
    body: (
      <>
        <Reservations asked={asked} page={pageOf(asked)} />
        <LocalList asked={asked} page={pageOf(asked)} />
      </>
    ),
  }));

  pages.part({
    path: "/stations/:station/lists/more",
    access: "read",
    async show(asked) {
      const of = await ofStation(asked);
      if (!of) return asked.context.text("no such station", 404);
      return asked.context.html(await htmlOf(<EntryRows asked={of} page={pageOf(of)} />));
    },
  });
}
