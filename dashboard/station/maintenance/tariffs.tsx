import { Act } from "../../parts/act.tsx";
import { Fold } from "../../parts/fold.tsx";
import { WithTariff } from "../../tariffs/choice.tsx";
import type { AskedOfStation } from "../frame.tsx";

/** The tariffs that a station has itself, to tell drivers (2.1). */
export function StationTariffs({ asked: { csms, api } }: { asked: AskedOfStation }) {
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
          />
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
