import { holds } from "../../../csms/people/caller.ts";
import { Act } from "../../parts/act.tsx";
import { Fold } from "../../parts/fold.tsx";
import { Fresh } from "../../parts/fresh.tsx";
import { StateMark } from "../../parts/state.tsx";
import { Time } from "../../parts/time.tsx";
import type { AskedOfStation } from "../frame.tsx";
import { longList } from "../long_list.tsx";
import { derKinds } from "./der_words.ts";

/** Faults of the grid, and controls that took effect or ended, the newest first. */
export const gridEvents = longList({
  ...{ tab: "/charging", name: "grid", label: "What the grid does" },
  heads: ["When", "What", "Control", "It adds"],
  empty: "It has told of no fault, and of no control that took effect.",
  read: ({ csms, station }, paging) => csms.der.events(station.id, paging),
  cells: ({ value: { at, kind, type, fault, control, supersededIds = [], info } }) => (
    <>
      <td>
        <Time at={at} />
      </td>
      <td>
        <StateMark {...derKinds[kind]} />
      </td>
      <td>{[control, type].filter(Boolean).join(", ") || "–"}</td>
      <td>
        {[fault, info].filter(Boolean).join(": ")}
        {supersededIds.length > 0 && (
          <p class="quiet">
            in place of {supersededIds.join(", ")}
          </p>
        )}
      </td>
    </>
  ),
});

/** What the grid does at a station, and what its operator signals (2.1). */
export function Grid({ asked, page }: { asked: AskedOfStation; page: string }) {
  const { api, caller } = asked;
  return (
    <Fold title="What the grid does" open={gridEvents.isAsked(asked)}>
      <Fresh id="grid" page={page}>
        <gridEvents.Shown asked={asked} />
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
