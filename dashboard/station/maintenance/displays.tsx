import { holds } from "../../../csms/people/caller.ts";
import { Act } from "../../parts/act.tsx";
import { Fresh } from "../../parts/fresh.tsx";
import { Table } from "../../parts/table.tsx";
import { Time } from "../../parts/time.tsx";
import type { AskedOfStation } from "../frame.tsx";
import { Fold } from "../../parts/fold.tsx";

const MOST = 100;
const states = ["Idle", "Charging", "Faulted", "Unavailable"];

/** What a station shows to drivers (2.x). */
export async function Displays({ asked, page }: { asked: AskedOfStation; page: string }) {
  const { csms, station, api, caller } = asked;
  const may = holds(caller.access, "operate");
  const { items } = await csms.devices.displays.page(station.id, { limit: MOST });
  return (
    <Fold title="Messages on its display">
      {may && (
        <Act
          api={`PUT ${api}/display-messages/{id}`}
          button="Show it"
          done="The station shows it."
          class="bar"
        >
          <label>
            Number <input name="id" type="number" min="0" value="1" required />
          </label>
          <label>
            Text <input name="text.content" maxlength={1_024} required />
          </label>
          <label>
            Where
            <select name="priority">
              <option value="NormalCycle">in turn with others</option>
              <option value="InFront">in front</option>
              <option value="AlwaysFront">always in front</option>
            </select>
          </label>
          <label>
            While it is
            <select name="state">
              <option value="">in any state</option>
              {states.map((state) => <option value={state}>{state}</option>)}
            </select>
          </label>
          <label>
            Until <input name="endAt" type="datetime-local" />
          </label>
        </Act>
      )}
      {may && (
        <Act
          api={`POST ${api}/display-messages/read`}
          button="Ask what it shows"
          secondary
          done="It tells it in parts; it appears here."
        />
      )}
      <Fresh id="displays" page={page} within="section">
        {items.length === 0 ? <p class="quiet">Nothing of ours, so far as is known.</p> : (
          <Table
            label="Display messages"
            heads={["Number", "Text", "While", "Until", may && "Drop"]}
          >
            {items.map(({ value: { id, text, state, endAt } }) => (
              <tr>
                <th scope="row">{id}</th>
                <td>{text.content}</td>
                <td>{state ?? "any state"}</td>
                <td>{endAt ? <Time at={endAt} /> : "further notice"}</td>
                {may && (
                  <td>
                    <Act api={`DELETE ${api}/display-messages/${id}`} button="Drop" secondary />
                  </td>
                )}
              </tr>
            ))}
          </Table>
        )}
      </Fresh>
    </Fold>
  );
}
