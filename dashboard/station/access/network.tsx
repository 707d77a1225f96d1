import { Act } from "../../parts/act.tsx";
import { Fold } from "../../parts/fold.tsx";
import { knows } from "../abilities.ts";
import type { AskedOfStation } from "../frame.tsx";

const interfaces = [
  ...["Wired0", "Wired1", "Wired2", "Wired3"],
  ...["Wireless0", "Wireless1", "Wireless2", "Wireless3"],
];

const profiles = [
  "0: neither password nor TLS",
  "1: a password, no TLS",
  "2: a password, over TLS",
  "3: certificates on both sides",
];

/** Has a station keep a way to reach kvolt, or another CSMS (2.x). */
export function Network({ asked: { station, api } }: { asked: AskedOfStation }) {
  const is21 = knows(station, "grid");
  return (
    <Fold title="Ways to reach a CSMS">
      <Act
        api={`PUT ${api}/network-profiles/{slot}`}
        button="Have it keep this way"
        ask="A wrong way in a slot that the station uses leaves it unable to connect, until somebody goes there."
        done="It has it. It uses it once its configuration says so, and it has started again."
      >
        <div class="acts">
          <div>
            <label>
              Slot <input name="slot" type="number" step="1" value="1" required />
              <small>What is in it is replaced.</small>
            </label>
            <label>
              Address
              <input
                name="url"
                type="url"
                maxlength={2_000}
                placeholder="wss://kvolt.example/ocpp"
                required
              />
            </label>
            <label>
              Interface
              <select name="interface">
                {[...interfaces, ...is21 ? ["Any"] : []].map((each) => (
                  <option value={each}>{each}</option>
                ))}
              </select>
            </label>
          </div>
          <div>
            <label>
              Security profile
              <select name="securityProfile" data-as="number">
                {profiles.map((words, n) => (
                  <option value={String(n)} selected={n === 2}>{words}</option>
                ))}
              </select>
            </label>
            <label>
              It waits for an answer, s
              <input
                name="messageTimeout"
                type="number"
                min="1"
                max="86400"
                value="30"
                required
              />
            </label>
            {!is21 && <input type="hidden" name="version" value="OCPP20" />}
            {is21 && (
              <>
                <label>
                  Its name there <input name="identity" maxlength={48} autocomplete="off" />
                  <small>Empty: its own.</small>
                </label>
                <label>
                  Its password there
                  <input
                    name="password"
                    type="password"
                    maxlength={64}
                    autocomplete="new-password"
                  />
                </label>
              </>
            )}
          </div>
          <div>
            <label>
              Mobile network
              <textarea
                name="apn"
                data-as="json"
                rows={3}
                spellcheck={false}
                placeholder={`{"apn": "iot.example", "apnAuthentication": "AUTO"}`}
              >
              </textarea>
              <small>JSON (APNType); empty where it has none.</small>
            </label>
            <label>
              Tunnel
              <textarea name="vpn" data-as="json" rows={3} spellcheck={false}></textarea>
              <small>JSON (VPNType); empty where it has none.</small>
            </label>
          </div>
        </div>
      </Act>
    </Fold>
  );
}
