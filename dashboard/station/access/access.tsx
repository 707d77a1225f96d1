import { holds } from "../../../csms/people/caller.ts";
import { toldOf } from "../../live/told.ts";
import type { Pages } from "../../page.tsx";
import { Act } from "../../parts/act.tsx";
import { Fresh } from "../../parts/fresh.tsx";
import { type State, StateMark } from "../../parts/state.tsx";
import { stationHref } from "../../stations/card.tsx";
import { knows } from "../abilities.ts";
import { type AskedOfStation, stationPage } from "../frame.tsx";
import { IdentityForm, SettingsForm } from "./identity.tsx";
import { Network } from "./network.tsx";
import { Pki, pkiList, SecurityEvents, securityList } from "./security.tsx";
import { ShowForms, Shows } from "./shows.tsx";

function standingOf({ registration, status }: AskedOfStation["station"]): State {
  if (status === "suspended") return { tone: "warn", word: "Suspended: kept out for now" };
  if (registration === "Rejected") return { tone: "bad", word: "Refused for good" };
  if (registration === "Pending") return { tone: "warn", word: "Waits for you to let it in" };
  return { tone: "good", word: "Let in" };
}

function Standing({ asked: { station, api, caller } }: { asked: AskedOfStation }) {
  const { status, registration } = station;
  return (
    <>
      <p>
        <StateMark {...standingOf(station)} />
      </p>
      {holds(caller.access, "operate") && (
        <div class="bar">
          {status === "suspended"
            ? <Act api={`POST ${api}/resume`} button="Let it in again" done="It is let in again." />
            : (
              <Act
                api={`POST ${api}/suspend`}
                button="Suspend"
                ask="The connection of the station ends at once, and it is kept out until you let it in again. What it is and did stays."
                secondary
                done="Suspended."
              />
            )}
          {registration !== "Accepted" && (
            <Act api={`POST ${api}/accept`} button="Let it in" done="It is let in." />
          )}
          {registration !== "Rejected" && (
            <Act
              api={`POST ${api}/reject`}
              button="Refuse"
              ask="The connection of the station ends at once, and it is refused for good, until you let it in."
              secondary
              done="Refused."
            />
          )}
        </div>
      )}
    </>
  );
}

function Remove({ station, api }: AskedOfStation) {
  return (
    <section>
      <h2>Remove it</h2>
      <Act
        api={`DELETE ${api}`}
        button="Remove the station"
        ask={`${station.id} is forgotten, with its key, settings and connectors; its connection is closed. Its transactions stay.`}
        done={`${station.id} is removed.`}
        secondary
        then="/stations"
      />
    </section>
  );
}

/** Who a station is to kvolt, how it is treated, and what it has to show to be let in. */
export function stationAccess(pages: Pages): void {
  stationPage(pages, "/access", (asked) => {
    const { station, caller } = asked;
    const page = `${stationHref(station.id)}/access`;
    return {
      live: toldOf(
        station.id,
        ...["station.key", "station.changed", "station.registered"] as const,
        ...["station.suspended", "station.resumed", "security.event"] as const,
      ),
      body: (
        <>
          <section>
            <h2>Whether it is let in</h2>
            <Fresh id="standing" page={page} within="section">
              <Standing asked={asked} />
            </Fresh>
          </section>
          <section>
            <h2>What it has to show</h2>
            <Fresh id="shows" page={page} within="section">
              <Shows auth={station.auth} now={asked.csms.now()} />
            </Fresh>
            {holds(caller.access, "admin") && <ShowForms asked={asked} />}
          </section>
          {holds(caller.access, "operate") && (
            <div class="panes">
              <section>
                <h2>Who it is</h2>
                <IdentityForm asked={asked} />
              </section>
              <section>
                <h2>How it is treated</h2>
                <SettingsForm asked={asked} />
              </section>
            </div>
          )}
          <SecurityEvents asked={asked} page={page} />
          {knows(station, "model") && <Pki asked={asked} />}
          {knows(station, "model") && holds(caller.access, "admin") && <Network asked={asked} />}
          {holds(caller.access, "admin") && <Remove {...asked} />}
        </>
      ),
    };
  });

  securityList.addTo(pages);
  pkiList.addTo(pages);
}
