import type { Reservation } from "../../../csms/model.ts";
import { holds } from "../../../csms/people/caller.ts";
import { Act } from "../../parts/act.tsx";
import { Fresh } from "../../parts/fresh.tsx";
import { type State, StateMark } from "../../parts/state.tsx";
import { Table } from "../../parts/table.tsx";
import { Time } from "../../parts/time.tsx";
import { Evse, evsesOf } from "../fields.tsx";
import type { AskedOfStation } from "../frame.tsx";

const LAST = 50;
const HOUR_MS = 3_600_000;

const states: Readonly<Record<Reservation["state"], State>> = {
  active: { tone: "busy", word: "waits for its tag" },
  used: { tone: "good", word: "used" },
  cancelled: { tone: "calm", word: "given up" },
  expired: { tone: "calm", word: "over" },
  removed: { tone: "warn", word: "dropped by the station" },
  unused: { tone: "warn", word: "plugged in, not charged" },
};

function Reserve({ asked: { csms, station, api } }: { asked: AskedOfStation }) {
  const inAnHour = new Date(csms.now().getTime() + HOUR_MS).toISOString();
  return (
    <Act api={`POST ${api}/reservations`} button="Reserve" done="It is reserved." class="bar">
      <label>
        For tag <input name="token" required maxlength={255} autocomplete="off" />
      </label>
      <Evse evses={evsesOf(station)} all="any" chosen={1} />
      <label>
        Until <input name="expiresAt" type="datetime-local" data-at={inAnHour} required />
      </label>
    </Act>
  );
}

/** The reservations of a station, the last that were made. */
export async function Reservations({ asked, page }: { asked: AskedOfStation; page: string }) {
  const { csms, station, api, caller } = asked;
  const may = holds(caller.access, "operate");
  const { items } = await csms.reservations.page(station.id, { limit: LAST });
  return (
    <section>
      <h2>Reservations</h2>
      {may && <Reserve asked={asked} />}
      <Fresh id="reservations" page={page} within="section">
        {items.length === 0
          ? <p class="quiet">None. An EVSE that is reserved charges for its tag alone.</p>
          : (
            <Table label="Reservations" heads={["Tag", "EVSE", "Until", "State", may && "Give up"]}>
              {items.map(({ id, token, evse, expiresAt, state }) => (
                <tr>
                  <th scope="row">{token}</th>
                  <td>{evse === 0 ? "any" : evse}</td>
                  <td>
                    <Time at={expiresAt} />
                  </td>
                  <td>
                    <StateMark {...states[state]} />
                  </td>
                  {may && (
                    <td>
                      {state === "active" && (
                        <Act
                          api={`DELETE ${api}/reservations/${id}`}
                          button="Give up"
                          ask={`${token} has no claim any more: whoever comes first charges.`}
                          secondary
                          done="Given up."
                        />
                      )}
                    </td>
                  )}
                </tr>
              ))}
            </Table>
          )}
      </Fresh>
    </section>
  );
}
