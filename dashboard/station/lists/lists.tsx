import { toldOf } from "../../live/told.ts";
import type { Pages } from "../../page.tsx";
import { stationHref } from "../../stations/card.tsx";
import { type AskedOfStation, stationPage, stationPart } from "../frame.tsx";
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

  stationPart(
    pages,
    "/lists/more",
    (asked) => <EntryRows asked={asked} page={pageOf(asked)} />,
  );
}
