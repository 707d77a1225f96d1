import type { AnsweredNeeds, VehicleSchedule } from "../../../csms/model/smart_charging.ts";
import { holds } from "../../../csms/people/caller.ts";
import { Act } from "../../parts/act.tsx";
import { Fresh } from "../../parts/fresh.tsx";
import { energy } from "../../parts/number.ts";
import { Table } from "../../parts/table.tsx";
import { Time } from "../../parts/time.tsx";
import { runningAt } from "../connectors.tsx";
import type { AskedOfStation } from "../frame.tsx";
import { inWords, onPhases } from "./words.ts";

/** One for each EVSE. */
const MOST = 200;

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

/** What a vehicle can take: `11000 W, not below 1400 W, on 3 phases`. */
function takes({ most, least, unit, phases }: AnsweredNeeds): string {
  const words = [
    most !== undefined && `${most} ${unit}`,
    least !== undefined && `not below ${least} ${unit}`,
    phases !== undefined && onPhases(phases),
  ];
  return words.filter(Boolean).join(", ") || "not told";
}

function Needs({ needs }: { needs: AnsweredNeeds }) {
  const { energyWh, transfer, stateOfCharge, departureAt, profile, state, status, shortWh } = needs;
  return (
    <>
      <td>
        {energy(energyWh)} by {transfer}
        {stateOfCharge !== undefined && <p class="quiet">it is {stateOfCharge} % full</p>}
      </td>
      <td>{departureAt ? <Time at={departureAt} /> : "not told"}</td>
      <td>{takes(needs)}</td>
      <td>
        {profile ? inWords(profile.schedule) : state} <span class="quiet">{status}</span>
        {shortWh && <p class="quiet">{energy(shortWh)} too little</p>}
      </td>
    </>
  );
}

function Chosen({ chosen }: { chosen: VehicleSchedule | undefined }) {
  if (!chosen) return "–";
  return (
    <>
      {inWords(chosen.schedule)}
      <p class="quiet">
        from <Time at={chosen.startsAt} />
      </p>
    </>
  );
}

const byEvse = <T extends { readonly evse: number }>(items: readonly { readonly value: T }[]) =>
  new Map(items.map(({ value }) => [value.evse, value]));

/** What vehicles say over ISO 15118 that they need, and the schedules that they chose. */
export async function Vehicles({ asked, page }: { asked: AskedOfStation; page: string }) {
  const { needs } = asked.csms.charging;
  const [asks, chose] = await Promise.all([
    needs.page(asked.station.id, { limit: MOST }),
    needs.chosenPage(asked.station.id, { limit: MOST }),
  ]);
  const needed = byEvse(asks.items);
  const chosen = byEvse(chose.items);
  const evses = [...new Set([...needed.keys(), ...chosen.keys()])].sort((a, b) => a - b);
  const heads = ["Where", "Needs", "Leaves", "It can take", "It was given", "It chose"];
  return (
    <section>
      <h2>What vehicles ask for</h2>
      <Fresh id="vehicles" page={page}>
        {evses.length === 0 && (
          <p class="quiet">
            No vehicle has said what it needs; one says so over ISO 15118, when it is plugged in.
          </p>
        )}
        {evses.length > 0 && (
          <Table label="Needs of vehicles" heads={heads}>
            {evses.map((evse) => {
              const said = needed.get(evse);
              return (
                <tr>
                  <th scope="row">EVSE {evse}</th>
                  {said ? <Needs needs={said} /> : <td colspan={4}>not told</td>}
                  <td>
                    <Chosen chosen={chosen.get(evse)} />
                  </td>
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
