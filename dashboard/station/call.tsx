import { holds } from "../../csms/people/caller.ts";
import { Act } from "../parts/act.tsx";
import { Fold } from "../parts/fold.tsx";
import type { AskedOfStation } from "./frame.tsx";

/** Sends a station any message that its version knows, with the payload that its specification has for it. */
export function CallByName({ asked }: { asked: AskedOfStation }) {
  const { csms, station, api, caller } = asked;
  if (!holds(caller.access, "operate")) return null;
  const actions = csms.links.get(station.id)?.actions ?? [];
  return (
    <Fold title="Send a message by its name">
      {actions.length === 0
        ? (
          <p class="quiet">
            It is offline. What can be sent depends on the version that it speaks: load this page
            again once it is connected.
          </p>
        )
        : (
          <Act
            api={`POST ${api}/calls/{action}`}
            button="Send it"
            done="The station answered:"
            show="result"
          >
            <label>
              Message
              <select name="action">
                {actions.map((action) => <option value={action}>{action}</option>)}
              </select>
            </label>
            <label>
              Payload
              <textarea name="payload" data-as="body" rows={6} spellcheck={false}>{"{}"}</textarea>
              <small>
                JSON, as the specification of {station.protocol}{" "}
                has it; what is wrong in it is told before anything is sent.
              </small>
            </label>
            <label>
              <input type="checkbox" name="force" data-in="query" />{" "}
              Send it though the station has said that it does not know it
            </label>
          </Act>
        )}
    </Fold>
  );
}
