import { toldOf } from "../../live/told.ts";
import type { Pages } from "../../page.tsx";
import { stationHref } from "../../stations/card.tsx";
import { type AskedOfStation, stationPage, stationPart } from "../frame.tsx";
import { knows } from "../abilities.ts";
import { EntryRows, LocalList } from "./local_list.tsx";
import { paymentList, Payments } from "./payments.tsx";
import { Reservations } from "./reservations.tsx";
import { swapList, Swaps } from "./swaps.tsx";

/** What a station knows of tags by itself, and what is reserved. */
export function stationLists(pages: Pages): void {
  const pageOf = ({ station }: AskedOfStation) => `${stationHref(station.id)}/lists`;

  stationPage(pages, "/lists", (asked) => ({
    live: toldOf(
      asked.station.id,
      ...["list.changed", "reservation.changed", "payment.told", "battery.swapped"] as const,
    ),
    body: (
      <>
        <Reservations asked={asked} page={pageOf(asked)} />
        <LocalList asked={asked} page={pageOf(asked)} />
        {knows(asked.station, "payments") && <Payments asked={asked} page={pageOf(asked)} />}
        {knows(asked.station, "swaps") && <Swaps asked={asked} page={pageOf(asked)} />}
      </>
    ),
  }));

  stationPart(
    pages,
    "/lists/more",
    (asked) => <EntryRows asked={asked} page={pageOf(asked)} />,
  );
  paymentList.addTo(pages);
  swapList.addTo(pages);
}
