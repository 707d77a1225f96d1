import { Act } from "../../parts/act.tsx";
import { Fold } from "../../parts/fold.tsx";
import { WithTariff } from "../../tariffs/choice.tsx";
import { Evse, evsesOf } from "../fields.tsx";
import type { AskedOfStation } from "../frame.tsx";

/** The tariffs that a station has itself, to tell drivers (2.1). */
export function StationTariffs({ asked: { csms, station, api } }: { asked: AskedOfStation }) {
  const evse = <Evse evses={evsesOf(station)} all="all of them" />;
  return (
    <Fold title="Tariffs on the station">
      <p>
        What each one charges, and where kvolt counts by it, stands under{" "}
        <a href="/tariffs">Tariffs</a>.
      </p>
      <div class="acts">
        <article>
          <h3>For drivers without one</h3>
          <WithTariff
            csms={csms}
            api={`POST ${api}/tariffs`}
            button="Give it the tariff"
            done="It has it."
          >
            {evse}
          </WithTariff>
        </article>
        <article>
          <h3>What it has</h3>
          <Act
            api={`POST ${api}/tariffs/read`}
            button="Ask which it has"
            secondary
            done="It has:"
            show="tariffs"
          >
            {evse}
          </Act>
        </article>
        <article>
          <h3>Without it</h3>
          <Act
            api={`DELETE ${api}/tariffs`}
            button="Drop it"
            ask="The station tells drivers no longer what charging costs by it; kvolt goes on counting by its own tariffs."
            secondary
            done="Dropped."
          >
            <label>
              Tariff <input name="tariff" data-in="query" maxlength={60} autocomplete="off" />
              <small>Empty: all of them.</small>
            </label>
            <label>
              EVSE <input name="evse" type="number" data-in="query" min="0" step="1" />
              <small>Empty: at all of them.</small>
            </label>
          </Act>
        </article>
      </div>
    </Fold>
  );
}
