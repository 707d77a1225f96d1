import { holds } from "../../../csms/people/caller.ts";
import { Act } from "../../parts/act.tsx";
import { Fold } from "../../parts/fold.tsx";
import { Fresh } from "../../parts/fresh.tsx";
import { More } from "../../parts/more.tsx";
import { StateMark } from "../../parts/state.tsx";
import { Table } from "../../parts/table.tsx";
import { Time } from "../../parts/time.tsx";
import type { AskedOfStation } from "../frame.tsx";

const AT_ONCE = 20;
/** Of the latest values of a stream so many are shown. */
const LATEST = 5;

/** Streams of values by their ids, each with how it runs and what came last. */
export async function StreamRows({ asked, page, cursor }: {
  asked: AskedOfStation;
  page: string;
  cursor?: string;
}) {
  const { csms, station, api, caller } = asked;
  const may = holds(caller.access, "operate");
  const { items, next } = await csms.devices.streams.page(station.id, {
    limit: AT_ONCE,
    ...(cursor ? { cursor } : {}),
  });
  return (
    <>
      {items.map(({ id, monitor, interval, values, state, changedAt, pending, latest }) => (
        <tr>
          <th scope="row">
            {id}
            {monitor !== undefined && <p class="quiet">of monitor {monitor}</p>}
          </th>
          <td>
            {state === "open"
              ? <StateMark tone="busy" word="open" />
              : <StateMark tone="calm" word="closed" />}
            <p class="quiet">
              since <Time at={changedAt} />
            </p>
          </td>
          <td>
            every {interval ?? "?"} s, {values ?? "?"} at a time
            {pending > 0 && <p class="quiet">{pending} are yet to come</p>}
          </td>
          <td>
            {latest.length === 0 && "none yet"}
            {latest.slice(-LATEST).reverse().map(({ at, value }) => (
              <p>
                <code>{value}</code>{" "}
                <span class="quiet">
                  <Time at={at} />
                </span>
              </p>
            ))}
          </td>
          {may && (
            <td>
              {state === "open" && (
                <Act
                  api={`PUT ${api}/event-streams/${id}`}
                  button="Change"
                  secondary
                  done="It sends at that rate."
                >
                  <label>
                    Every, s <input name="interval" type="number" min="0" value={interval} />
                  </label>
                  <label>
                    Values at a time <input name="values" type="number" min="0" value={values} />
                  </label>
                </Act>
              )}
            </td>
          )}
        </tr>
      ))}
      <More {...{ next, page, query: {}, columns: 5, as: "streams" }} part={`${page}/streams`} />
    </>
  );
}

/** Values that a station sends all the time, unanswered (2.1). */
export async function Streams({ asked, page }: { asked: AskedOfStation; page: string }) {
  const { csms, station, api, caller, query: { streams } } = asked;
  const some = (await csms.devices.streams.page(station.id, { limit: 1 })).items.length > 0;
  const may = holds(caller.access, "operate");
  return (
    <Fold title="Streams of values" open={streams !== undefined}>
      {may && (
        <Act
          api={`POST ${api}/event-streams/read`}
          button="Ask for its streams"
          secondary
          done="It has told them."
        />
      )}
      <Fresh id="streams" page={page} within="section">
        {some
          ? (
            <Table
              label="Streams of values"
              heads={["Stream", "State", "Rate", "Latest values", may && "Change"]}
            >
              <StreamRows asked={asked} page={page} cursor={streams} />
            </Table>
          )
          : (
            <p class="quiet">
              None, so far as is known. A station opens one for what it watches with a stream.
            </p>
          )}
      </Fresh>
    </Fold>
  );
}
