import { certificateUses } from "../../../csms/certificates/installed.ts";
import { holds } from "../../../csms/people/caller.ts";
import { Act } from "../../parts/act.tsx";
import { Fresh } from "../../parts/fresh.tsx";
import { Table } from "../../parts/table.tsx";
import { Time } from "../../parts/time.tsx";
import type { AskedOfStation } from "../frame.tsx";
import { Fold } from "../../parts/fold.tsx";
import { SigningRequests } from "./signing.tsx";

const MOST = 100;
const roots = certificateUses.filter((use) => use !== "V2GCertificateChain");

function Acts({ asked: { api, caller } }: { asked: AskedOfStation }) {
  return (
    <div class="acts">
      <article>
        <h3>Read</h3>
        <Act
          api={`POST ${api}/certificates/read`}
          button="Have it list them"
          secondary
          done="It has listed them."
        />
        <Act
          api={`POST ${api}/certificates/renew`}
          button="Have it ask for a new one"
          secondary
          done="It is going to ask for a certificate of its own."
        />
      </article>
      {holds(caller.access, "admin") && (
        <article>
          <h3>Install a root</h3>
          <Act api={`POST ${api}/certificates`} button="Install" done="The station has it.">
            <label>
              To judge by
              <select name="use">{roots.map((use) => <option value={use}>{use}</option>)}</select>
            </label>
            <label>
              Certificate, PEM
              <textarea name="certificate" rows={4} maxlength={10_000} required></textarea>
            </label>
          </Act>
        </article>
      )}
    </div>
  );
}

/** The certificates that a station has, wants, and was given. */
export async function Certificates({ asked, page }: { asked: AskedOfStation; page: string }) {
  const { csms, station, api, caller } = asked;
  const admin = holds(caller.access, "admin");
  const { items } = await csms.certificates.installed.page(station.id, { limit: MOST });
  return (
    <Fold title="Certificates">
      {holds(caller.access, "operate") && <Acts asked={asked} />}
      <Fresh id="certificates" page={page} within="section">
        <h3>Those that it has</h3>
        {items.length === 0 ? <p class="quiet">It has listed none.</p> : (
          <Table
            label="Installed certificates"
            heads={["Serial", "For", "Told", admin && "Delete"]}
          >
            {items.map(({ value: { id, use, hash, at } }) => (
              <tr>
                <th scope="row">
                  <code>{hash.serialNumber}</code>
                </th>
                <td>{use}</td>
                <td>
                  <Time at={at} />
                </td>
                {admin && (
                  <td>
                    <Act
                      api={`DELETE ${api}/certificates/${encodeURIComponent(id)}`}
                      button="Delete"
                      ask="The station trusts this certificate no longer. Without the root of kvolt's own certificate it may not find back."
                      secondary
                    />
                  </td>
                )}
              </tr>
            ))}
          </Table>
        )}
        <SigningRequests asked={asked} />
      </Fresh>
    </Fold>
  );
}
