import { Act } from "../parts/act.tsx";
import { Time } from "../parts/time.tsx";
import { domId, stationHref } from "../stations/card.tsx";
import type { WhoWaits } from "./pending.ts";

/** Lets a station in, with a name and a key where these are wanted. */
function Accept({ id, admin }: { id: string; admin: boolean }) {
  return (
    <Act
      api={`POST /api/v1${stationHref(id)}/accept`}
      button="Accept"
      done={`${id} is let in. It is told at its next boot.`}
      show="key"
      showIn="key"
      then="clear"
    >
      <details>
        <summary>{admin ? "With a name and a key" : "With a name"}</summary>
        <label>
          Name <input name="name" maxlength={100} autocomplete="off" placeholder="Garage" />
        </label>
        {admin && (
          <label>
            <input type="checkbox" name="key" /> Make a key for it
          </label>
        )}
        {admin && (
          <p class="quiet">
            It is shown once, above: type it into the charger, which has to send it from its next
            connection on.
          </p>
        )}
      </details>
    </Act>
  );
}

/** The stations that nobody has let in yet; a live page replaces it. */
export function Waiting({ shown, more, admin }: WhoWaits & { admin: boolean }) {
  return (
    <section id="waiting">
      <h2>2. Accept it</h2>
      {shown.length === 0 && (
        <p class="empty">
          Nobody waits. A charger that dials for the first time appears here by itself.
        </p>
      )}
      {shown.map(({ id, vendor, model, serial, firmware, address, lastSeen }) => (
        <article id={`wait-${domId(id)}`}>
          <h3>{id}</h3>
          <p>
            {[vendor, model].filter(Boolean).join(" ") || "It has not said yet what it is"}
            {serial && `, serial number ${serial}`}
            {firmware && `, firmware ${firmware}`}
            {address && `, from ${address}`}; seen <Time at={lastSeen} />
          </p>
          <div class="bar">
            <Accept id={id} admin={admin} />
            <Act
              api={`POST /api/v1${stationHref(id)}/reject`}
              button="Refuse for good"
              ask={`${id} is kept out from now on, until you accept it on its page.`}
              done="Refused."
              secondary
            />
          </div>
        </article>
      ))}
      {more > 0 && (
        <p>
          {more} more {more === 1 ? "waits" : "wait"}:{" "}
          <a href="/stations?state=pending">see all</a>.
        </p>
      )}
    </section>
  );
}
