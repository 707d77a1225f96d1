import type { ApiToken } from "../../csms/model/people.ts";
import type { Asked, Pages } from "../page.tsx";
import { Act } from "../parts/act.tsx";
import { Empty } from "../parts/empty.tsx";
import { htmlOf } from "../parts/html.ts";
import { More } from "../parts/more.tsx";
import { StateMark } from "../parts/state.tsx";
import { Table } from "../parts/table.tsx";
import { Time } from "../parts/time.tsx";

const AT_ONCE = 100;
const HEADS = [
  ...["Name", "May", "Stations", "Made", "Until", "Last used"],
  { unseen: "Revoking it" },
];

/** What each scope may, in words. */
const scopes: Readonly<Record<ApiToken["scope"], string>> = {
  read: "read: sees everything, changes nothing",
  operate: "operate: steers stations and tags too",
  admin: "admin: everything, people too",
};

function Row({ token, now }: { token: Omit<ApiToken, "hash">; now: Date }) {
  const { id, name, scope, stations, createdAt, by, expiresAt, usedAt } = token;
  const expired = expiresAt !== undefined && Date.parse(expiresAt) <= now.getTime();
  return (
    <tr>
      <td>{name}</td>
      <td>{scope}</td>
      <td>{stations ? stations.join(", ") : "all"}</td>
      <td>
        <Time at={createdAt} />
        {by && <span class="quiet">{` by ${by.name || by.id}`}</span>}
      </td>
      <td>
        {expired && <StateMark tone="warn" word="Expired" />}{" "}
        {expiresAt ? <Time at={expiresAt} /> : "it is revoked"}
      </td>
      <td>
        <Time at={usedAt} />
      </td>
      <td>
        <Act
          api={`DELETE /api/v1/api-tokens/${encodeURIComponent(id)}`}
          button="Revoke"
          ask={`Whatever uses the token ${name} is refused from now on.`}
          secondary
        />
      </td>
    </tr>
  );
}

async function found({ csms, query: { cursor } }: Asked) {
  const options = { limit: AT_ONCE, ...(cursor ? { cursor } : {}) };
  return await csms.people.apiTokens.page(options);
}

function Rows({ asked, page }: { asked: Asked; page: Awaited<ReturnType<typeof found>> }) {
  return (
    <>
      {page.items.map((token) => <Row token={token} now={asked.csms.now()} />)}
      <More next={page.next} part="/api-tokens/more" page="/api-tokens" query={{}} columns={7} />
    </>
  );
}

/** The tokens there are; it fetches itself anew when one was made or revoked. */
async function List({ asked }: { asked: Asked }) {
  const page = await found(asked);
  return (
    <section hx-get="/api-tokens/list" hx-trigger="kvolt:done from:body" hx-swap="outerHTML">
      {page.items.length === 0 && page.next === null
        ? <Empty>There is none yet. Make one for each program that uses kvolt.</Empty>
        : (
          <Table label="API tokens" heads={HEADS}>
            <Rows asked={asked} page={page} />
          </Table>
        )}
    </section>
  );
}

function Make() {
  return (
    <Act
      api="POST /api/v1/api-tokens"
      button="Make a token"
      done="Keep it now, it is not shown again:"
      show="secret"
      showIn="made"
    >
      <label>
        What uses it <input name="name" required maxlength={100} placeholder="Home Assistant" />
      </label>
      <label>
        What it may
        <select name="scope">
          {Object.entries(scopes).map(([scope, meaning]) => <option value={scope}>{meaning}
          </option>)}
        </select>
      </label>
      <label>
        Stations <input name="stations" data-as="list" />
        <small>Their ids with commas between them; empty: all.</small>
      </label>
      <label>
        Until <input name="expiresAt" type="datetime-local" />
        <small>Empty: until it is revoked.</small>
      </label>
    </Act>
  );
}

/** The tokens by which programs use REST. */
export function apiTokenList(pages: Pages): void {
  pages.add({
    path: "/api-tokens",
    access: "admin",
    show: (asked) => ({
      title: "API tokens",
      body: (
        <>
          <h1>API tokens</h1>
          <p>
            A program sends one as <code>Authorization: Bearer …</code>. What can be asked stands in
            {" "}
            <a href="/api/docs">the description of the API</a>.
          </p>
          <output id="made" tabindex={-1} aria-live="polite"></output>
          <List asked={asked} />
          <section class="narrow">
            <h2>A new one</h2>
            <Make />
          </section>
        </>
      ),
    }),
  });
  pages.part({
    path: "/api-tokens/list",
    access: "admin",
    show: async (asked) => asked.context.html(await htmlOf(<List asked={asked} />)),
  });
  pages.part({
    path: "/api-tokens/more",
    access: "admin",
    show: async (asked) =>
      asked.context.html(await htmlOf(<Rows asked={asked} page={await found(asked)} />)),
  });
}
