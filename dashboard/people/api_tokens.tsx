import type { ApiToken } from "../../csms/model/people.ts";
import type { Asked, Pages } from "../page.tsx";
import { Act } from "../parts/act.tsx";
import { htmlOf } from "../parts/html.ts";
import { pageList } from "../parts/page_list.tsx";
import { StateMark } from "../parts/state.tsx";
import { Time } from "../parts/time.tsx";

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

const list = pageList({
  page: "/api-tokens",
  more: "/api-tokens/more",
  access: "admin",
  label: "API tokens",
  atOnce: 100,
  empty: () => "There is none yet. Make one for each program that uses kvolt.",
  heads: () => [
    ...["Name", "May", "Stations", "Made", "Until", "Last used"],
    { unseen: "Revoking it" },
  ],
  read: ({ csms }, paging) => csms.people.apiTokens.page(paging),
  rows: (items, { csms }) => items.map((token) => <Row token={token} now={csms.now()} />),
});

/** The tokens there are; it fetches itself anew when one was made or revoked. */
function List({ asked }: { asked: Asked }) {
  return (
    <section hx-get="/api-tokens/list" hx-trigger="kvolt:done from:body" hx-swap="outerHTML">
      <list.Shown asked={asked} />
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
  list.addTo(pages);
}
