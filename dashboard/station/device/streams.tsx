import { holds } from "../../../csms/people/caller.ts";
import { Act } from "../../parts/act.tsx";
import { Fold } from "../../parts/fold.tsx";
import { Fresh } from "../../parts/fresh.tsx";
import { StateMark } from "../../parts/state.tsx";
import { Time } from "../../parts/time.tsx";
import type { AskedOfStation } from "../frame.tsx";
import { longList } from "../long_list.tsx";

/** Of the latest values of a stream so many are shown. */
const LATEST = 5;

/** Streams of values by their ids, each with how it runs and what came last. */
export const valueStreams = longList({
  ...{ tab: "/device", name: "streams", label: "Streams of values" },
  heads: ["Stream", "State", "Rate", "Latest values"],
  empty: "None, so far as is known. A station opens one for what it watches with a stream.",
  read: ({ csms, station }, paging) => csms.devices.streams.page(station.id, paging),
  cells: ({ id, monitor, interval, values, state, changedAt, pending, latest }) => (
    <>
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
    </>
  ),
  act: {
    head: "Change",
    cell: ({ id, state, interval, values }, api) =>
      state === "open" && (
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
      ),
  },
});

/** Values that a station sends all the time, unanswered (2.1). */
export function Streams({ asked, page }: { asked: AskedOfStation; page: string }) {
  return (
    <Fold title="Streams of values" open={valueStreams.isAsked(asked)}>
      {holds(asked.caller.access, "operate") && (
        <Act
          api={`POST ${asked.api}/event-streams/read`}
          button="Ask for its streams"
          secondary
          done="It has told them."
        />
      )}
      <Fresh id="streams" page={page} within="section">
        <valueStreams.Shown asked={asked} />
      </Fresh>
    </Fold>
  );
}
