import { placeKey } from "../../../csms/devices/place.ts";
import { holds } from "../../../csms/people/caller.ts";
import { Act } from "../../parts/act.tsx";
import { Fresh } from "../../parts/fresh.tsx";
import { Table } from "../../parts/table.tsx";
import type { AskedOfStation } from "../frame.tsx";

const MOST = 200;

const types = [
  ["UpperThreshold", "goes above"],
  ["LowerThreshold", "goes below"],
  ["Delta", "changes by"],
  ["Periodic", "every so many seconds"],
  ["PeriodicClockAligned", "every so many seconds of the clock"],
] as const;

const wordOf = (type: string): string => types.find(([name]) => name === type)?.[1] ?? type;

/** Has a station watch a variable. */
export function WatchForm({ of, api }: { of: string; api: string }) {
  return (
    <Act api={`PUT ${api}/monitoring`} button="Watch" secondary done="It watches it.">
      <input type="hidden" name="items.0.key" value={of} />
      <label>
        Tell when it
        <select name="items.0.type">
          {types.map(([type, word]) => <option value={type}>{word}</option>)}
        </select>
      </label>
      <label>
        This <input name="items.0.value" type="number" step="any" required />
      </label>
      <label>
        Severity, 0 is the worst
        <input name="items.0.severity" type="number" min="0" max="9" value="5" required />
      </label>
    </Act>
  );
}

/** What a station watches, so far as is known. */
export async function Monitors({ asked, page }: { asked: AskedOfStation; page: string }) {
  const { csms, station, api, caller } = asked;
  const all = await csms.devices.monitors.of(station.id);
  const may = holds(caller.access, "operate");
  return (
    <section>
      <h2>What it watches</h2>
      {may && (
        <Act
          api={`POST ${api}/monitoring/report`}
          button="Ask what it watches"
          secondary
          done="It tells it in a report; it appears here."
        />
      )}
      <Fresh id="monitors" page={page} within="main">
        {all.length === 0
          ? <p class="quiet">Nothing, so far as is known. Watch a variable by its “Change”.</p>
          : (
            <Table label="Monitors" heads={["Variable", "Tell when it", "Severity", may && "Drop"]}>
              {all.slice(0, MOST).map((monitor) => (
                <tr>
                  <th scope="row">
                    <code>
                      {placeKey({ component: monitor.component, variable: monitor.variable })}
                    </code>
                  </th>
                  <td>{wordOf(monitor.type)} {monitor.value}</td>
                  <td class="number">{monitor.severity}</td>
                  {may && (
                    <td>
                      <Act
                        api={`DELETE ${api}/monitoring/${monitor.id}`}
                        button="Drop"
                        secondary
                        done="Dropped."
                      />
                    </td>
                  )}
                </tr>
              ))}
            </Table>
          )}
        {all.length > MOST && <p class="quiet">and {all.length - MOST} more</p>}
      </Fresh>
    </section>
  );
}
