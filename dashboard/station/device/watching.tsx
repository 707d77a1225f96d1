import { Act } from "../../parts/act.tsx";
import { Fold } from "../../parts/fold.tsx";

const bases = [
  ["All", "all that it can watch, yours too"],
  ["FactoryDefault", "what it watched when it was made"],
  ["HardWiredOnly", "nothing but what it always watches"],
] as const;

/** How much a station watches in all, and how much of that it tells (2.x). */
export function Watching({ api }: { api: string }) {
  return (
    <Fold title="How much it watches and tells">
      <div class="acts">
        <article>
          <h3>What it watches</h3>
          <Act
            api={`PUT ${api}/monitoring/base`}
            button="Take this set"
            ask="What you had it watch is dropped, unless you have it keep all."
            secondary
            done="It has taken it. Ask what it watches to see it."
          >
            <label>
              Set
              <select name="base">
                {bases.map(([base, words]) => <option value={base}>{words}</option>)}
              </select>
            </label>
          </Act>
        </article>
        <article>
          <h3>What it tells</h3>
          <Act
            api={`PUT ${api}/monitoring/level`}
            button="Tell these"
            secondary
            done="It tells these from now on."
          >
            <label>
              Severity, and worse
              <input name="severity" type="number" min="0" max="9" value="9" required />
              <small>0 is the worst; 9 tells everything.</small>
            </label>
          </Act>
        </article>
      </div>
    </Fold>
  );
}
