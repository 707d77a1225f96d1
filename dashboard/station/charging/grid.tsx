import { holds } from "../../../csms/people/caller.ts";
import { Act } from "../../parts/act.tsx";
import { Fold } from "../../parts/fold.tsx";
import { Fresh } from "../../parts/fresh.tsx";
import { More } from "../../parts/more.tsx";
import { StateMark } from "../../parts/state.tsx";
import { Table } from "../../parts/table.tsx";
import { Time } from "../../parts/time.tsx";
import type { AskedOfStation } from "../frame.tsx";
import { derKinds } from "./der_words.ts";

const AT_ONCE = 20;

/** Faults of the grid, and controls that took effect or ended, the newest first. */
export async function GridRows({ asked, page, cursor }: {
  asked: AskedOfStation;
  page: string;
  cursor?: string;
}) {
  const { csms, station } = asked;
  const { items, next } = await csms.der.events(station.id, {
    limit: AT_ONCE,
    ...(cursor ? { cursor } : {}),
  });
  return (
    <>
      {items.map(({ value: { at, kind, type, fault, control, supersededIds = [], info } }) => (
        <tr>
          <td>
            <Time at={at} />
          </td>
          <td>
            <StateMark {...derKinds[kind]} />
          </td>
          <td>{[control, type].filter(Boolean).join(", ") || "–"}</td>
          <td>
            {[fault, info].filter(Boolean).join(": ")}
            {supersededIds.length > 0 && <p class="quiet">in place of {supersededIds.join(", ")}
            </p>}
          </td>
        </tr>
      ))}
      <More next={next} part={`${page}/grid`} page={page} query={{}} columns={4} as="grid" />
    </>
  );
}

/** What the grid does at a station, and what its operator signals (2.1). */
export async function Grid({ asked, page }: { asked: AskedOfStation; page: string }) {
  const { csms, station, api, caller, query: { grid } } = asked;
  const some = (await csms.der.events(station.id, { limit: 1 })).items.length > 0;
  return (
    <Fold title="What the grid does" open={grid !== undefined}>
      <Fresh id="grid" page={page}>
        {some
          ? (
            <Table label="What the grid does" heads={["When", "What", "Control", "It adds"]}>
              <GridRows asked={asked} page={page} cursor={grid} />
            </Table>
          )
          : <p class="quiet">It has told of no fault, and of no control that took effect.</p>}
      </Fresh>
      {holds(caller.access, "operate") && (
        <Act
          api={`POST ${api}/grid-signal`}
          button="Pass it on"
          done="The station follows it."
          class="bar"
        >
          <label>
            Signal of the grid operator <input name="signal" type="number" step="1" required />
          </label>
          <label>
            Of <input name="at" type="datetime-local" step="1" />
          </label>
          <p class="quiet">
            For frequency restoration; it needs a profile that follows one. Without a time it is of
            now.
          </p>
        </Act>
      )}
    </Fold>
  );
}
