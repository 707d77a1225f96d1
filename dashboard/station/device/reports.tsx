import { Act } from "../../parts/act.tsx";
import { Fresh } from "../../parts/fresh.tsx";
import { type State, StateMark } from "../../parts/state.tsx";
import { Time } from "../../parts/time.tsx";
import { holds } from "../../../csms/people/caller.ts";
import type { AskedOfStation } from "../frame.tsx";

const LAST = 3;

const states: Readonly<Record<string, State>> = {
  running: { tone: "busy", word: "comes in parts" },
  complete: { tone: "good", word: "whole" },
  abandoned: { tone: "warn", word: "stopped before its end" },
};

/** Asks a station what it is made of, and says how far its reports are. */
export async function Reports({ asked, page }: { asked: AskedOfStation; page: string }) {
  const { csms, station, api, caller } = asked;
  const { items } = await csms.devices.inventories.page(station.id, { limit: LAST });
  return (
    <section>
      <h2>Reports</h2>
      {holds(caller.access, "operate") && (
        <Act
          api={`POST ${api}/reports`}
          button="Ask for a report"
          done="It comes in parts and appears here."
          class="bar"
        >
          <label>
            Of
            <select name="base">
              <option value="FullInventory">everything</option>
              <option value="ConfigurationInventory">what can be set</option>
              <option value="SummaryInventory">what needs attention</option>
            </select>
          </label>
        </Act>
      )}
      <Fresh id="reports" page={page} within="section">
        <ul>
          {items.map(({ kind, asked: of, state, items, at }) => (
            <li>
              {kind === "monitoring" ? "What it watches" : of ?? "Unasked"}{" "}
              <StateMark {...states[state]!} />{" "}
              <span class="quiet">
                {items} told, <Time at={at} />
              </span>
            </li>
          ))}
        </ul>
      </Fresh>
    </section>
  );
}
