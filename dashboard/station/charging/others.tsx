import { holds } from "../../../csms/people/caller.ts";
import { Act } from "../../parts/act.tsx";
import { Fresh } from "../../parts/fresh.tsx";
import { energy } from "../../parts/number.ts";
import { Table } from "../../parts/table.tsx";
import { Time } from "../../parts/time.tsx";
import { runningAt } from "../connectors.tsx";
import type { AskedOfStation } from "../frame.tsx";
import { inWords } from "./words.ts";

const MOST = 50;

/** Limits that others than kvolt set on a station. */
export async function ExternalLimits({ asked, page }: { asked: AskedOfStation; page: string }) {
  const all = await asked.csms.charging.external.all(asked.station.id);
  return (
    <section>
      <h2>Limits that others set</h2>
      <Fresh id="external" page={page}>
        {all.length === 0
          ? <p class="quiet">None that it has told of, e.g. of the grid operator.</p>
          : (
            <Table label="External limits" heads={["By", "Where", "At most", "Said"]}>
              {all.map(({ source, evse, schedules, at, localGeneration }) => (
                <tr>
                  <th scope="row">{source}</th>
                  <td>{evse === 0 ? "station" : `EVSE ${evse}`}</td>
                  <td>
                    {localGeneration && "in addition: "}
                    {schedules.map(inWords).join("; ") || "not told"}
                  </td>
                  <td>
                    <Time at={at} />
                  </td>
                </tr>
              ))}
            </Table>
          )}
      </Fresh>
    </section>
  );
}

/** What vehicles say over ISO 15118 that they need, and the schedules that they chose. */
export async function Vehicles({ asked, page }: { asked: AskedOfStation; page: string }) {
  const { needs } = asked.csms.charging;
  const [asks, chosen] = await Promise.all([
    needs.page(asked.station.id, { limit: MOST }),
    needs.chosenPage(asked.station.id, { limit: MOST }),
  ]);
  return (
    <section>
      <h2>What vehicles ask for</h2>
      <Fresh id="vehicles" page={page}>
        {asks.items.length === 0 ? <p class="quiet">No vehicle has said what it needs.</p> : (
          <Table
            label="Needs of vehicles"
            heads={["Where", "Needs", "Leaves", "It can take", "It was given", "It chose"]}
          >
            {asks.items.map(({ value }) => {
              const own = chosen.items.find((each) => each.value.evse === value.evse)?.value;
              return (
                <tr>
                  <th scope="row">EVSE {value.evse}</th>
                  <td>
                    {energy(value.energyWh)} by {value.transfer}
                  </td>
                  <td>
                    {value.departureAt ? <Time at={value.departureAt} /> : "not told"}
                  </td>
                  <td>{value.most === undefined ? "–" : `${value.most} ${value.unit}`}</td>
                  <td>
                    {value.profile ? inWords(value.profile.schedule) : value.state}{" "}
                    <span class="quiet">{value.status}</span>
                    {value.shortWh && <p class="quiet">{energy(value.shortWh)} too little</p>}
                  </td>
                  <td>{own ? inWords(own.schedule) : "–"}</td>
                </tr>
              );
            })}
          </Table>
        )}
      </Fresh>
    </section>
  );
}

/** Who goes first among the sessions of a station (2.1). */
export async function Priority({ asked, page }: { asked: AskedOfStation; page: string }) {
  const { csms, station, caller } = asked;
  const running = [...(await runningAt(csms, station)).values()].flatMap((each) => each ?? []);
  const may = holds(caller.access, "operate");
  const rows = await Promise.all(running.map(async (session) => {
    const said = await csms.charging.sessions.get(station.id, session.remoteId ?? session.id);
    return { ...session, first: said?.priority?.active === true };
  }));
  return (
    <section>
      <h2>Sessions that go first</h2>
      <Fresh id="priority" page={page} within="section">
        {rows.length === 0 && <p class="quiet">Nothing is charging here now.</p>}
        {rows.map(({ id, evse, token, first }) => (
          <div class="bar">
            <p>
              EVSE {evse}, {token || "no tag"}: {first ? "goes first" : "waits its turn"}
            </p>
            {may && (
              <Act
                api={`POST /api/v1/transactions/${encodeURIComponent(id)}/priority`}
                button={first ? "Put it back" : "Put it first"}
                secondary
              >
                <input type="hidden" name="active" data-as="json" value={String(!first)} />
              </Act>
            )}
          </div>
        ))}
      </Fresh>
    </section>
  );
}
