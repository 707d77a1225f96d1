import type { Place } from "../../csms/driving/places.ts";
import { power } from "../parts/number.ts";
import { startHref, type Tags, withTag } from "./tags.ts";

/** Stations that are listed; the others are found by their names. */
const MOST = 50;

const isFree = ({ online, spots }: Place) => online && spots.some(({ free }) => free);

function One({ place: { station, name, powerW, spots }, tags }: { place: Place; tags: Tags }) {
  const free = spots.filter(({ free }) => free).length;
  return (
    <li>
      <a href={withTag(startHref(station), tags)}>
        <strong>{name ?? station}</strong>
        <span class="quiet">
          {name ? `${station}, ` : ""}
          {spots.length === 1 ? "free" : `${free} of ${spots.length} free`}
          {powerW === undefined ? "" : `, up to ${power(powerW)}`}
        </span>
      </a>
    </li>
  );
}

function Nothing({ tags, places }: { tags: Tags; places: readonly Place[] }) {
  if (tags.tags.length === 0 && !tags.any) {
    return (
      <p class="empty">
        You have no tag yet. Ask whoever runs this place to give your account one.
      </p>
    );
  }
  return (
    <p class="empty">
      {places.length === 0
        ? "No station takes your tag now. Ask whoever runs this place whether it is allowed."
        : "Every station is in use or offline. One that gets free appears here by itself."}
    </p>
  );
}

/** The stations that one could start at now; a live page replaces it. */
export function Free({ places, tags, q = "" }: {
  places: readonly Place[];
  tags: Tags;
  q?: string;
}) {
  const free = places.filter(isFree);
  const words = q.toLowerCase();
  const meant = free.filter(({ station, name = "" }) =>
    `${station} ${name}`.toLowerCase().includes(words)
  );
  return (
    <section id="free">
      <h2>Free now</h2>
      {free.length === 0 && <Nothing tags={tags} places={places} />}
      {free.length > 0 && meant.length === 0 && (
        <p class="empty">None that is free has these letters in its name.</p>
      )}
      <ul class="rows">
        {meant.slice(0, MOST).map((place) => <One place={place} tags={tags} />)}
      </ul>
      {meant.length > MOST && (
        <p class="quiet">{meant.length - MOST} more: search for the one you stand at.</p>
      )}
    </section>
  );
}
