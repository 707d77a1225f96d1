import { holds } from "../../../csms/people/caller.ts";
import { Act } from "../../parts/act.tsx";
import { Fresh } from "../../parts/fresh.tsx";
import { Time } from "../../parts/time.tsx";
import type { AskedOfStation } from "../frame.tsx";
import { Fold } from "../../parts/fold.tsx";

const LAST = 10;

/** What a station knows of a customer (2.x); kvolt forgets what it told within the hour. */
export async function Customers({ asked, page }: { asked: AskedOfStation; page: string }) {
  const { csms, station, api, caller } = asked;
  const may = holds(caller.access, "operate");
  const { items } = await csms.devices.customers.page(station.id, { limit: LAST });
  return (
    <Fold title="What it knows of a customer">
      {may && (
        <Act
          api={`POST ${api}/customer-information`}
          button="Ask"
          done="It tells it in parts; they appear here for an hour."
          class="bar"
        >
          <label>
            Customer <input name="customer" maxlength={64} required />
          </label>
          <label>
            <input type="checkbox" name="report" checked /> tell it
          </label>
          <label>
            <input type="checkbox" name="clear" /> and forget it
          </label>
        </Act>
      )}
      <Fresh id="customers" page={page} within="section">
        {items.length === 0 && <p class="quiet">Nothing was told in the last hour.</p>}
        {items.map(({ value: { requestId, parts, status, state, at } }) => (
          <article>
            <p class="quiet">
              {status} · {state} · <Time at={at} />
            </p>
            <pre>{parts.map(({ text }) => text).join("")}</pre>
            {may && (
              <Act
                api={`DELETE ${api}/customer-information/${requestId}`}
                button="Forget it now"
                secondary
              />
            )}
          </article>
        ))}
      </Fresh>
    </Fold>
  );
}
