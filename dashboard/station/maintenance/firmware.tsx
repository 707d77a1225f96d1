import { holds } from "../../../csms/people/caller.ts";
import { Act } from "../../parts/act.tsx";
import { Fold } from "../../parts/fold.tsx";
import { Fresh } from "../../parts/fresh.tsx";
import { Upload } from "../../parts/upload.tsx";
import type { AskedOfStation } from "../frame.tsx";
import { FileChoice } from "./file_choice.tsx";
import { Steps } from "./steps.tsx";

const MOST_FILES = 200;
const ask =
  "The station fetches the file and installs it; it is offline while it starts again, and sessions may end.";

/** New firmware for a station, from kvolt or from elsewhere. */
export async function Firmware({ asked, page }: { asked: AskedOfStation; page: string }) {
  const { csms, station, api, caller } = asked;
  const { items } = await csms.files.page({ limit: MOST_FILES });
  return (
    <Fold title={`Firmware ${station.firmware ?? ""}`} open>
      <div class="acts">
        {holds(caller.access, "admin") && (
          <article>
            <h3>Upload to kvolt</h3>
            <Upload />
            <p>
              <a href="/settings/files">All files</a>
            </p>
          </article>
        )}
        {holds(caller.access, "operate") && (
          <article>
            <h3>Update from kvolt</h3>
            <Fresh id="files" page={page} within="section">
              {items.length === 0 ? <p class="quiet">kvolt has no file yet: upload one.</p> : (
                <Act
                  api={`POST ${api}/firmware`}
                  button="Update"
                  ask={ask}
                  done="It is going to fetch it."
                >
                  <FileChoice files={items.map(({ value }) => value)} />
                </Act>
              )}
            </Fresh>
          </article>
        )}
        {holds(caller.access, "operate") && (
          <article>
            <h3>Update from elsewhere</h3>
            <Act
              api={`POST ${api}/firmware`}
              button="Update from there"
              ask={ask}
              secondary
              done="It is going to fetch it."
            >
              <label>
                Address{" "}
                <input
                  name="location"
                  type="url"
                  required
                  placeholder="https://vendor.example/v2.bin"
                />
              </label>
            </Act>
          </article>
        )}
      </div>
      <h3>What it said of it</h3>
      <Fresh id="firmware" page={page}>
        <Steps csms={csms} station={station.id} of="firmware" />
      </Fresh>
    </Fold>
  );
}
