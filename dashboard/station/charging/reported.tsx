import { holds } from "../../../csms/people/caller.ts";
import { Act } from "../../parts/act.tsx";
import { Fresh } from "../../parts/fresh.tsx";
import { StateMark } from "../../parts/state.tsx";
import { Table } from "../../parts/table.tsx";
import type { AskedOfStation } from "../frame.tsx";
import { inWords, purposes } from "./words.ts";

const MOST = 50;

/** What a station of 2.x says that it has installed, beside what kvolt believes. */
export async function Reported({ asked, page }: { asked: AskedOfStation; page: string }) {
  const { csms, station, api, caller } = asked;
  const { items, missing } = await csms.charging.reported.compared(station.id, { limit: MOST });
  return (
    <section>
      <h2>Profiles that it says it has</h2>
      {holds(caller.access, "operate") && (
        <Act
          api={`POST ${api}/profiles/report`}
          button="Ask for a report"
          secondary
          done="It tells them in a report; they appear here."
        />
      )}
      <Fresh id="reported" page={page}>
        {items.length === 0 ? <p class="quiet">It has reported none.</p> : (
          <Table
            label="Reported profiles"
            heads={["Profile", "Where", "What for", "At most", "Set by", "As kvolt knows it"]}
          >
            {items.map(({ id, evse, purpose, schedule, source, known, differences }) => (
              <tr>
                <th scope="row">{id}</th>
                <td>{evse === 0 ? "station" : `EVSE ${evse}`}</td>
                <td>{purposes[purpose] ?? purpose}</td>
                <td>{inWords(schedule)}</td>
                <td>{source}</td>
                <td>
                  {!known
                    ? <StateMark tone="warn" word="kvolt does not know it" />
                    : differences.length > 0
                    ? <StateMark tone="warn" word={`differs in ${differences.join(", ")}`} />
                    : <StateMark tone="good" word="the same" />}
                </td>
              </tr>
            ))}
          </Table>
        )}
        {missing.map(({ evse, id }) => (
          <p class="state warn">
            ▲ Profile {id} of EVSE {evse} is missing: kvolt believes that it is there.
          </p>
        ))}
      </Fresh>
    </section>
  );
}
