import { Act } from "../../parts/act.tsx";
import { Fold } from "../../parts/fold.tsx";
import { Fresh } from "../../parts/fresh.tsx";
import type { AskedOfStation } from "../frame.tsx";
import { inWords } from "./words.ts";

const values = [
  ["limit", "At most", undefined],
  ["dischargeLimit", "Discharge at most (0 or less)", "0"],
  ["setpoint", "Power wanted; below 0 discharges", undefined],
  ["setpointReactive", "Reactive power wanted", undefined],
] as const;

/** New values for profiles that are Dynamic (2.1). */
export async function Dynamic({ asked, page }: { asked: AskedOfStation; page: string }) {
  const { csms, station, api } = asked;
  const all = await csms.charging.all(station.id);
  const dynamic = all.filter(({ kind }) => kind === "Dynamic");
  return (
    <Fold title="New values for a dynamic profile">
      <Fresh id="dynamic" page={page} within="main">
        {dynamic.length === 0 && (
          <p class="quiet">It has none: set a profile that holds as dynamic first.</p>
        )}
        {dynamic.map(({ id, evse, schedule }) => (
          <p>
            Profile {id}, {evse === 0 ? "station" : `EVSE ${evse}`}: {inWords(schedule)}
          </p>
        ))}
      </Fresh>
      <Act
        api={`PUT ${api}/profiles/{profile}/values`}
        button="Give it these values"
        done="They hold from now on."
      >
        <label>
          Profile
          <input name="profile" type="number" min="1" value={dynamic[0]?.id} required />
        </label>
        {values.map(([name, words, max]) => (
          <fieldset>
            <legend>{words}</legend>
            <div class="bar">
              {["", "_L2", "_L3"].map((phase) => (
                <label>
                  {phase === "" ? "all, or L1" : phase.slice(1)}
                  <input name={name + phase} type="number" max={max} step="any" />
                </label>
              ))}
            </div>
          </fieldset>
        ))}
        <p class="quiet">In the unit of the profile. What is empty stays as it is.</p>
        <label>
          <input type="checkbox" name="push" data-in="query" checked />{" "}
          Send them now; else it gets them when it asks
        </label>
      </Act>
    </Fold>
  );
}
