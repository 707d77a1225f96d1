import { holds } from "../../csms/people/caller.ts";
import { Act } from "../parts/act.tsx";
import { power } from "../parts/number.ts";
import { Evse, evsesOf, Unit } from "./fields.tsx";
import type { AskedOfStation } from "./frame.tsx";

/** What a station can be asked to send at once. */
const messages = [
  ...["StatusNotification", "MeterValues", "Heartbeat", "BootNotification"],
  ...["FirmwareStatusNotification", "LogStatusNotification", "DiagnosticsStatusNotification"],
];

/** Everything that one does with a station, each by REST. */
export function Actions({ asked }: { asked: AskedOfStation }) {
  const { station, api, caller } = asked;
  if (!holds(caller.access, "operate")) return null;
  const evses = evsesOf(station);
  const rating = station.powerW
    ? ` Its rating, as far as it was seen: ${power(station.powerW)}.`
    : "";
  return (
    <section aria-label="What to do">
      <h2>What to do</h2>
      {!station.online && (
        <p class="state warn">It is offline: what you send now is answered with that.</p>
      )}
      <div class="acts">
        <article>
          <h3>Start</h3>
          <Act api={`POST ${api}/start`} button="Start charging" done="Asked to start.">
            <label>
              Tag <input name="token" required maxlength={255} autocomplete="off" />
            </label>
            <Evse evses={evses} />
          </Act>
        </article>
        <article>
          <h3>Stop</h3>
          <Act
            api={`POST ${api}/stop`}
            button="Stop charging"
            ask="The session that runs there ends; to charge on takes a new start."
            done="Asked to stop."
          >
            <Evse evses={evses} />
          </Act>
        </article>
        <article>
          <h3>Limit</h3>
          <Act api={`POST ${api}/limit`} button="Set limit" done="The limit holds from now on.">
            <Evse evses={evses} all="the whole station" />
            <label>
              At most <input name="value" type="number" min="0" step="0.1" required />
            </label>
            <Unit />
            <p class="quiet">
              Holds until you set another one; 0 pauses charging.{rating}
            </p>
          </Act>
        </article>
        <article>
          <h3>Unlock</h3>
          <Act
            api={`POST ${api}/unlock`}
            button="Unlock connector"
            ask="The cable is let go. A session that runs on it ends."
            done="Unlocked."
          >
            <Evse evses={evses} />
          </Act>
        </article>
        <article>
          <h3>Availability</h3>
          <Act api={`POST ${api}/availability`} button="Change" done="Changed.">
            <Evse evses={evses} all="the whole station" />
            <label>
              <input type="checkbox" role="switch" name="operative" checked /> In service
            </label>
          </Act>
        </article>
        <article>
          <h3>Reset</h3>
          <Act
            api={`POST ${api}/reset`}
            button="Reset"
            ask="The station starts again and is offline until then. Sessions that run end, or are ended first where it is soft."
            done="It starts again."
          >
            <label>
              How
              <select name="type">
                <option value="soft">soft: ends sessions first</option>
                <option value="hard">hard: at once</option>
              </select>
            </label>
          </Act>
        </article>
        <article>
          <h3>Trigger</h3>
          <Act api={`POST ${api}/trigger`} button="Have it send" done="It sends it.">
            <label>
              Message
              <select name="message">
                {messages.map((message) => <option value={message}>{message}</option>)}
              </select>
            </label>
          </Act>
        </article>
      </div>
    </section>
  );
}
