import { holds } from "../../../csms/people/caller.ts";
import { Act } from "../../parts/act.tsx";
import { Fresh } from "../../parts/fresh.tsx";
import { More } from "../../parts/more.tsx";
import { Table } from "../../parts/table.tsx";
import { Time } from "../../parts/time.tsx";
import type { AskedOfStation } from "../frame.tsx";

const AT_ONCE = 100;

/** The entries of the list that a station has taken. */
export async function EntryRows({ asked, page }: { asked: AskedOfStation; page: string }) {
  const { csms, station, query: { cursor } } = asked;
  const { items, next } = await csms.localLists.page(station.id, {
    limit: AT_ONCE,
    ...(cursor ? { cursor } : {}),
  });
  return (
    <>
      {items.map(({ value: { token, status, expiresAt, parent } }) => (
        <tr>
          <th scope="row">{token}</th>
          <td>{status}</td>
          <td>{expiresAt ? <Time at={expiresAt} /> : "further notice"}</td>
          <td>{parent ?? ""}</td>
        </tr>
      ))}
      <More next={next} part={`${page}/more`} page={page} query={{}} columns={4} />
    </>
  );
}

function Acts({ api }: { api: string }) {
  return (
    <div class="acts">
      <article>
        <h3>Send all tags</h3>
        <Act api={`PUT ${api}/local-list`} button="Send the whole list" done="The station has it.">
          <input type="hidden" name="update" value="full" />
          <p class="quiet">All tags that kvolt knows, in place of what it has.</p>
        </Act>
      </article>
      <article>
        <h3>Send what differs</h3>
        <Act api={`PUT ${api}/local-list`} button="Send the differences" done="The station has it.">
          <input type="hidden" name="update" value="differential" />
          <p class="quiet">Only the tags that are new, other or gone since then.</p>
        </Act>
      </article>
      <article>
        <h3>Ask</h3>
        <Act
          api={`POST ${api}/local-list/version`}
          button="Ask for its version"
          secondary
          done="It has told its version."
        />
        <Act
          api={`POST ${api}/clear-cache`}
          button="Clear its cache"
          ask="The station forgets the tags that it remembers by itself; its list stays."
          secondary
          done="It has forgotten them."
        />
      </article>
    </div>
  );
}

/** The tags that a station knows without asking. */
export async function LocalList({ asked, page }: { asked: AskedOfStation; page: string }) {
  const { csms, station, api, caller } = asked;
  const list = await csms.localLists.of(station.id);
  return (
    <section>
      <h2>Local list</h2>
      <p class="quiet">
        The tags that the station knows by itself: they charge where it cannot reach kvolt, too.
      </p>
      {holds(caller.access, "operate") && <Acts api={api} />}
      <Fresh id="list" page={page} within="section">
        {!list ? <p class="quiet">It has no list, so far as is known.</p> : (
          <>
            <p>
              Version {list.version} with {list.size} {list.size === 1 ? "tag" : "tags"}, since{" "}
              <Time at={list.changedAt} />
            </p>
            {list.size > 0 && (
              <Table label="Local list" heads={["Tag", "Status", "Until", "Group"]}>
                <EntryRows asked={asked} page={page} />
              </Table>
            )}
          </>
        )}
      </Fresh>
    </section>
  );
}
