import type { Event } from "../../csms/events.ts";
import type { Csms } from "../../csms/mod.ts";
import type { Pages } from "../page.tsx";
import { stationHref } from "../stations/card.tsx";
import type { ChangedStations } from "./changed.ts";
import { piecesOf } from "./pieces.ts";
import { stream } from "./stream.ts";

/** Where a page hears that a station has told something of these types. */
export const toldOf = (station: string, ...types: Event["type"][]): string =>
  `/live${stationHref(station)}/told?of=${types.join(",")}`;

/** The streams that only say that there is something new: a page then fetches the part that shows it. */
export function toldStreams(pages: Pages, csms: Csms, changed: ChangedStations): void {
  pages.part({
    path: "/live/stations/:station/told",
    access: "read",
    show({ context, params: { station }, query: { of = "", since } }) {
      const wanted = new Set(of.split(","));
      const source = piecesOf(changed, station!, since, (types) => {
        const told = [...types].some((type) => wanted.has(type));
        return Promise.resolve(told ? [{ event: "changed", html: "" }] : []);
      });
      return stream(context, csms, source);
    },
  });
}
