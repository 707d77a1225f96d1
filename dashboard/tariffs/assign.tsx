import type { Csms } from "../../csms/mod.ts";
import type { Tariff } from "../../csms/model/tariff.ts";
import { Act } from "../parts/act.tsx";

const api = "PUT /api/v1/tariff-assignments";
const done = "It holds there for each session that begins from now on.";

/** Lets a tariff hold: by default, at a station or one EVSE of it, or for a tag. */
export async function Assign({ csms, tariff: { id } }: { csms: Csms; tariff: Tariff }) {
  const other = await csms.tariffs.byDefault();
  const asks = other !== undefined && other !== id
    ? { ask: `${id} takes the place of ${other}, which holds there now.` }
    : {};
  const tariff = <input type="hidden" name="tariff" value={id} />;
  return (
    <div class="acts">
      <article>
        <h3>By default</h3>
        <p class="quiet">Wherever no other tariff holds.</p>
        <Act api={api} button="Let it hold by default" done={done} {...asks}>{tariff}</Act>
      </article>
      <article>
        <h3>At a station</h3>
        <Act api={api} button="Let it hold there" done={done}>
          {tariff}
          <label>
            Station <input name="station" required maxlength={48} autocomplete="off" />
          </label>
          <label>
            EVSE <input name="evse" type="number" min="1" max="1000000" step="1" />
            <small>Empty: all of them. One of its own goes before that of the station.</small>
          </label>
        </Act>
      </article>
      <article>
        <h3>For a tag</h3>
        <Act api={api} button="Let it hold for the tag" done={done}>
          {tariff}
          <label>
            Tag <input name="token" required maxlength={255} autocomplete="off" />
            <small>Wherever it charges: this goes before all others.</small>
          </label>
        </Act>
      </article>
    </div>
  );
}
