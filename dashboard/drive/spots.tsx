import type { Place } from "../../csms/driving/places.ts";
import { Act } from "../parts/act.tsx";
import { type State, StateMark } from "../parts/state.tsx";
import { connectorState } from "../parts/station_state.ts";
import { stationHref } from "../stations/card.tsx";
import type { Tags } from "./tags.ts";

type Spot = Place["spots"][number];

/** Nothing can start there, whatever one does. */
const shut = new Set(["Faulted", "Unavailable"]);

function stateOf({ status, free }: Spot, online: boolean): State {
  if (!online) return { tone: "bad", word: "Offline" };
  const busy = !free && ["Available", "Preparing", "Occupied"].includes(status);
  return busy ? { tone: "busy", word: "In use" } : connectorState(status);
}

function Tag({ tokens, any, evse }: { tokens: readonly string[]; any: boolean; evse: number }) {
  if (any) {
    const list = `tags-${evse}`;
    return (
      <label>
        Tag <input name="token" required maxlength={255} value={tokens[0] ?? ""} list={list} />
        <datalist id={list}>{tokens.map((token) => <option value={token}></option>)}</datalist>
      </label>
    );
  }
  if (tokens.length === 1) return <input type="hidden" name="token" value={tokens[0]} />;
  return (
    <label>
      With
      <select name="token">{tokens.map((token) => <option>{token}</option>)}</select>
    </label>
  );
}

function One({ place, spot, any }: { place: Place; spot: Spot; any: boolean }) {
  const { station, online } = place;
  const { evse, tokens, status, free } = spot;
  const may = online && (free || !["Charging", "Occupied"].includes(status)) && !shut.has(status);
  return (
    <article>
      <div class="card-head">
        <h2>EVSE {evse}</h2>
        <StateMark {...stateOf(spot, online)} />
      </div>
      {may && (
        <Act
          api={any ? `POST /api/v1${stationHref(station)}/start` : "POST /api/v1/me/start"}
          button="Start"
          done="It was asked to start."
          class="act wide"
        >
          {!any && <input type="hidden" name="station" value={station} />}
          <input type="hidden" name="evse" value={String(evse)} data-as="number" />
          <Tag tokens={tokens} any={any} evse={evse} />
        </Act>
      )}
      {!online && <p class="quiet">It has no connection to kvolt. Present your tag at it.</p>}
    </article>
  );
}

/** The EVSEs of one station, with what one starts them by; a live page replaces it. */
export function Spots({ place, tags: { any } }: { place: Place; tags: Tags }) {
  return (
    <section id="spots" class="panes" aria-label="EVSEs">
      {place.spots.map((spot) => <One place={place} spot={spot} any={any} />)}
      {place.spots.length === 0 && <p class="empty">It has not told of any connector yet.</p>}
    </section>
  );
}
