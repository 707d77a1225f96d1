import { holds } from "../../../csms/people/caller.ts";
import { Act } from "../../parts/act.tsx";
import { Fold } from "../../parts/fold.tsx";
import { Fresh } from "../../parts/fresh.tsx";
import { bytes } from "../../parts/number.ts";
import { Table } from "../../parts/table.tsx";
import { Time } from "../../parts/time.tsx";
import type { AskedOfStation } from "../frame.tsx";
import { Steps } from "./steps.tsx";

const LAST = 20;
const span = { from: "From", to: "To" };

/** Logs of a station: asked for, and as they came. */
export async function Logs({ asked, page }: { asked: AskedOfStation; page: string }) {
  const { csms, station, api, caller } = asked;
  const may = holds(caller.access, "operate");
  const { items } = await csms.uploads.page(station.id, { limit: LAST });
  return (
    <Fold title="Diagnostics and logs" open>
      {may && (
        <Act
          api={`POST ${api}/diagnostics`}
          button="Ask for the log"
          done="It is going to send it; it appears here."
          class="bar"
        >
          <label>
            Which
            <select name="type">
              <option value="diagnostics">diagnostics</option>
              <option value="security">security log</option>
            </select>
          </label>
          {Object.entries(span).map(([name, word]) => (
            <label>
              {word} <input name={name} type="datetime-local" />
            </label>
          ))}
        </Act>
      )}
      <Fresh id="uploads" page={page} within="section">
        {items.length === 0
          ? <p class="quiet">No log was asked for yet.</p>
          : (
            <Table label="Logs" heads={["Asked", "Which", "File", may && "Forget"]}>
              {items.map(({ value: { id, type, at, received, expectedUntil } }) => (
                <tr>
                  <td>
                    <Time at={at} />
                  </td>
                  <td>{type}</td>
                  <td>
                    {received
                      ? (
                        <a href={`${api}/uploads/${id}/content`} download>
                          {received.filename ?? id} ({bytes(received.size)})
                        </a>
                      )
                      : (
                        <span class="quiet">
                          not here yet; it may send it until <Time at={expectedUntil} />
                        </span>
                      )}
                  </td>
                  {may && (
                    <td>
                      <Act
                        api={`DELETE ${api}/uploads/${id}`}
                        button="Forget"
                        ask="The file is gone for good; one that has not come is not taken any more."
                        secondary
                      />
                    </td>
                  )}
                </tr>
              ))}
            </Table>
          )}
        <h3>What it said of it</h3>
        <Steps csms={csms} station={station.id} of="diagnostics" />
      </Fresh>
    </Fold>
  );
}
