import { Act } from "../../parts/act.tsx";
import type { AskedOfStation } from "../frame.tsx";
import { Fold } from "../../parts/fold.tsx";

const MOST = 200;

/** The tariffs that a station has itself, to tell drivers (2.1). */
export async function StationTariffs({ asked: { csms, api } }: { asked: AskedOfStation }) {
  const { items } = await csms.tariffs.page({ limit: MOST });
  return (
    <Fold title="Tariffs on the station">
      <div class="acts">
        <article>
          <h3>For drivers without one</h3>
          {items.length === 0
            ? <p class="quiet">kvolt has no tariff yet.</p>
            : (
              <Act api={`POST ${api}/tariffs`} button="Give it the tariff" done="It has it.">
                <label>
                  Tariff
                  <select name="tariff">
                    {items.map(({ value: { id, description } }) => (
                      <option value={id}>{[id, description].filter(Boolean).join(": ")}</option>
                    ))}
                  </select>
                </label>
              </Act>
            )}
        </article>
        <article>
          <h3>What it has</h3>
          <Act
            api={`POST ${api}/tariffs/read`}
            button="Ask which it has"
            secondary
            done="It has:"
            show="tariffs"
          />
          <Act
            api={`DELETE ${api}/tariffs`}
            button="Drop all of them"
            ask="The station has no tariff any more to tell drivers; kvolt goes on counting by its own."
            secondary
            done="Dropped."
          />
        </article>
      </div>
    </Fold>
  );
}
