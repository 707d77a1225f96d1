import { holds } from "../../../csms/people/caller.ts";
import { Act } from "../../parts/act.tsx";
import { Fresh } from "../../parts/fresh.tsx";
import { More } from "../../parts/more.tsx";
import { Table } from "../../parts/table.tsx";
import { Time } from "../../parts/time.tsx";
import { Evse, evsesOf, Unit } from "../fields.tsx";
import type { AskedOfStation } from "../frame.tsx";
import { inWords, madeBy, purposes } from "./words.ts";

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
            {profile.recurrency && <p class="quiet">again {profile.recurrency.toLowerCase()}</p>}
          </td>
          <td>{profile.validTo ? <Time at={profile.validTo} /> : "further notice"}</td>
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

export async function Profiles({ asked, page }: { asked: AskedOfStation; page: string }) {
  const { csms, station, api, caller } = asked;
  const may = holds(caller.access, "operate");
  const some = (await csms.charging.page(station.id, { limit: 1 })).items.length > 0;
  const heads = ["Profile", "Where", "What for", "Level", "At most", "Until", may && "Clear"];
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
        <div class="acts">
          <article>
            <h3>Set a profile</h3>
            <SetForm asked={asked} />
          </article>
          <article>
            <h3>Clear all</h3>
            <Act
              api={`DELETE ${api}/profiles`}
              button="Clear all profiles"
              ask="All profiles are taken off the station: nothing limits it but what others set, and itself."
              secondary
              done="Cleared."
            />
          </article>
        </div>
      )}
    </section>
  );
}

function SetForm({ asked: { csms, station, api } }: { asked: AskedOfStation }) {
  return (
    <Act
      api={`PUT ${api}/profiles/{profile}`}
      button="Set profile"
      done="The station has taken it."
    >
      <input type="hidden" name="kind" value="Absolute" />
      <input type="hidden" name="schedule.startSchedule" value={wholeHour(csms.now())} />
      <input type="hidden" name="schedule.periods.0.startPeriod" data-as="number" value="0" />
      <label>
        Number <input name="profile" type="number" min="1" max="899999" value="1" required />
        <small>One that it has already is replaced.</small>
      </label>
      <label>
        What for
        <select name="purpose">
          {(["TxDefaultProfile", "ChargingStationMaxProfile", "TxProfile"] as const).map((each) => (
            <option value={each}>{purposes[each]}</option>
          ))}
        </select>
      </label>
      <Evse evses={evsesOf(station)} all="the whole station" />
      <label>
        At most
        <input name="schedule.periods.0.limit" type="number" min="0" step="0.1" required />
      </label>
      <Unit name="schedule.unit" />
      <label>
        Level <input name="stackLevel" type="number" min="0" value="0" required />
        <small>Of two for the same, the higher level holds.</small>
      </label>
      <label>
        From <input name="validFrom" type="datetime-local" />
      </label>
      <label>
        Until <input name="validTo" type="datetime-local" />
        <small>Empty: until further notice.</small>
      </label>
    </Act>
  );
}

/** The hour that has begun: a schedule that is Absolute says from when it counts. */
const wholeHour = (now: Date): string => `${now.toISOString().slice(0, 13)}:00:00Z`;
