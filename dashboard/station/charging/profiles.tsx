import { holds } from "../../../csms/people/caller.ts";
import { Act } from "../../parts/act.tsx";
import { Fold } from "../../parts/fold.tsx";
import { Fresh } from "../../parts/fresh.tsx";
import { More } from "../../parts/more.tsx";
import { Table } from "../../parts/table.tsx";
import { Time } from "../../parts/time.tsx";
import { knows } from "../abilities.ts";
import { evsesOf } from "../fields.tsx";
import type { AskedOfStation } from "../frame.tsx";
import { Dynamic } from "./dynamic.tsx";
import { SetAsJson, SetForm } from "./set_profile.tsx";
import { inWords, madeBy, purposes, when } from "./words.ts";

const AT_ONCE = 50;

/** The profiles that a station has taken. */
export async function ProfileRows({ asked, page }: { asked: AskedOfStation; page: string }) {
  const { csms, station, api, caller, query: { cursor } } = asked;
  const may = holds(caller.access, "operate");
  const { items, next } = await csms.charging.page(station.id, {
    limit: AT_ONCE,
    ...(cursor ? { cursor } : {}),
  });
  return (
    <>
      {items.map((profile) => (
        <tr>
          <th scope="row">
            {profile.id}
            {madeBy(profile.id) && <p class="quiet">{madeBy(profile.id)}</p>}
          </th>
          <td>{profile.evse === 0 ? "station" : `EVSE ${profile.evse}`}</td>
          <td>{purposes[profile.purpose]}</td>
          <td class="number">{profile.stackLevel}</td>
          <td>
            {inWords(profile.schedule)}
            <p class="quiet">{when(profile)}</p>
          </td>
          <td>
            {profile.validFrom && (
              <>
                from <Time at={profile.validFrom} />
                <br />
              </>
            )}
            {profile.validTo
              ? (
                <>
                  until <Time at={profile.validTo} />
                </>
              )
              : "until further notice"}
          </td>
          {may && (
            <td>
              <Act
                api={`DELETE ${api}/profiles?id=${profile.id}`}
                button="Clear"
                ask={`Profile ${profile.id} is taken off the station: what it limits is limited no longer.`}
                secondary
                done="Cleared."
              />
            </td>
          )}
        </tr>
      ))}
      <More next={next} part={`${page}/more`} page={page} query={{}} columns={7} />
    </>
  );
}

/** Takes away the profiles that meet all that is said, those that kvolt does not know of too. */
function ClearSome({ asked: { station, api } }: { asked: AskedOfStation }) {
  return (
    <Fold title="Clear some of them">
      <Act
        api={`DELETE ${api}/profiles`}
        button="Clear these"
        ask="The profiles that meet all of this are taken off the station: what they limit is limited no longer."
        secondary
        done="Cleared."
        class="bar"
      >
        <label>
          Where
          <select name="evse" data-in="query">
            <option value="">anywhere</option>
            <option value="0">the whole station</option>
            {evsesOf(station).map((evse) => <option value={String(evse)}>EVSE {evse}</option>)}
          </select>
        </label>
        <label>
          What for
          <select name="purpose" data-in="query">
            <option value="">anything</option>
            {Object.entries(purposes).map(([purpose, words]) => (
              <option value={purpose}>{words}</option>
            ))}
          </select>
        </label>
        <label>
          Level <input name="stackLevel" type="number" min="0" data-in="query" />
        </label>
        <label>
          Number <input name="id" type="number" data-in="query" />
        </label>
      </Act>
    </Fold>
  );
}

export async function Profiles({ asked, page }: { asked: AskedOfStation; page: string }) {
  const { csms, station, api, caller } = asked;
  const may = holds(caller.access, "operate");
  const some = (await csms.charging.page(station.id, { limit: 1 })).items.length > 0;
  const heads = ["Profile", "Where", "What for", "Level", "At most", "Holds", may && "Clear"];
  return (
    <section>
      <h2>Profiles that it has taken</h2>
      <Fresh id="profiles" page={page} within="main">
        {some
          ? (
            <Table label="Charging profiles" heads={heads}>
              <ProfileRows asked={asked} page={page} />
            </Table>
          )
          : <p class="quiet">None. A limit that is set under “Now” is one, too.</p>}
      </Fresh>
      {may && (
        <>
          <Act
            api={`DELETE ${api}/profiles`}
            button="Clear all profiles"
            ask="All profiles are taken off the station: nothing limits it but what others set, and itself."
            secondary
            done="Cleared."
          />
          <ClearSome asked={asked} />
          <article id="set-profile">
            <h3>Set a profile</h3>
            <SetForm asked={asked} />
          </article>
          <SetAsJson asked={asked} />
          {knows(station, "grid") && <Dynamic asked={asked} page={page} />}
        </>
      )}
    </section>
  );
}
