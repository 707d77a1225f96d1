import { holds } from "../../../csms/people/caller.ts";
import { toldOf } from "../../live/told.ts";
import type { Pages } from "../../page.tsx";
import { stationHref } from "../../stations/card.tsx";
import { knows } from "../abilities.ts";
import { stationPage } from "../frame.tsx";
import { Certificates } from "./certificates.tsx";
import { Customers } from "./customers.tsx";
import { DataTransfers, transfers } from "./data_transfers.tsx";
import { Displays } from "./displays.tsx";
import { Firmware } from "./firmware.tsx";
import { Logs } from "./logs.tsx";
import { offers, publicationList, Publications } from "./publications.tsx";
import { StationTariffs } from "./tariffs.tsx";

/** Firmware, logs, and what else one does with a station now and then. */
export function stationMaintenance(pages: Pages): void {
  stationPage(pages, "/maintenance", (asked) => {
    const { station, caller } = asked;
    const page = `${stationHref(station.id)}/maintenance`;
    const may = holds(caller.access, "operate");
    return {
      live: toldOf(
        station.id,
        ...["firmware.status", "diagnostics.status", "upload.received"] as const,
        ...["display.changed", "data.transferred", "certificates.listed"] as const,
        ...["certificate.requested", "certificate.answered", "certificate.issued"] as const,
        ...["certificate.refused", "certificate.revoked", "certificate.dropped"] as const,
        ...["customer.told", "publication.status"] as const,
      ),
      body: (
        <>
          <Firmware asked={asked} page={page} />
          <Logs asked={asked} page={page} />
          {knows(station, "model") && <Publications asked={asked} page={page} />}
          {knows(station, "displays") && <Displays asked={asked} page={page} />}
          {may && knows(station, "tariffs") && <StationTariffs asked={asked} />}
          <DataTransfers asked={asked} page={page} />
          <Certificates asked={asked} page={page} />
          {knows(station, "customers") && <Customers asked={asked} page={page} />}
        </>
      ),
    };
  });

  publicationList.addTo(pages);
  offers.addTo(pages);
  transfers.addTo(pages);
}
