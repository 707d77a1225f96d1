import type { Csms } from "../../csms/mod.ts";
import type { Token, UnknownToken } from "../../csms/model.ts";
import { holds } from "../../csms/people/caller.ts";
import type { ChangedStations } from "../live/changed.ts";
import { stream } from "../live/stream.ts";
import { whenever } from "../live/when.ts";
import type { Pages } from "../page.tsx";
import { Act } from "../parts/act.tsx";
import { htmlOf } from "../parts/html.ts";
import { pageList } from "../parts/page_list.tsx";
import { type State, StateMark } from "../parts/state.tsx";
import { Time } from "../parts/time.tsx";
import { stationHref } from "../stations/card.tsx";

export const tagHref = (id: string): string => `/tags/${encodeURIComponent(id)}`;
export const tagApi = (id: string): string => `/api/v1/tokens/${encodeURIComponent(id)}`;

/** Whether a tag may charge now, in words. */
export function tagState({ status, expiresAt }: Token): State {
  if (status === "Blocked") return { tone: "bad", word: "Blocked" };
  if (expiresAt !== undefined && Date.parse(expiresAt) <= Date.now()) {
    return { tone: "warn", word: "Expired" };
  }
  return { tone: "good", word: "Allowed" };
}

/** Cards that were presented and that nobody knows: they appear as they are tapped. */
function Unknown({ seen, may }: { seen: readonly UnknownToken[]; may: boolean }) {
  return (
    <section id="unknown">
      <h2>Cards that nobody knows</h2>
      {seen.length === 0 && (
        <p class="empty">
          Tap a card at a charger: if it is not known it appears here, to be named and allowed.
        </p>
      )}
      {seen.map(({ token, station, status, at }) => (
        <article>
          <div class="card-head">
            <h3>{token}</h3>
            <span class="quiet">
              <Time at={at} />
            </span>
          </div>
          <p>
            Presented at <a href={stationHref(station)}>{station}</a>, which was told: {status}.
          </p>
          {may && (
            <Act
              api={`PUT ${tagApi(token)}`}
              button="Allow"
              done="It may charge from now on."
              then="."
              class="bar"
            >
              <label>
                Whose it is <input name="note" maxlength={1000} placeholder="Ada's card" />
              </label>
            </Act>
          )}
        </article>
      ))}
    </section>
  );
}

function Row({ token }: { token: Token }) {
  const { id, note = "", parent = "", expiresAt } = token;
  return (
    <tr>
      <td>
        <a href={tagHref(id)}>{id}</a>
      </td>
      <td>{note}</td>
      <td>
        <StateMark {...tagState(token)} />
      </td>
      <td>{parent}</td>
      <td>{expiresAt ? <Time at={expiresAt} /> : "further notice"}</td>
    </tr>
  );
}

const list = pageList({
  page: "/tags",
  more: "/parts/tags",
  access: "read",
  label: "Tags",
  atOnce: 100,
  empty: () => "No tag is known yet. Tap one at a charger, or add it by its number.",
  heads: () => ["Id", "Whose", "May charge", "Group", "Until"],
  read: ({ csms }, paging) => csms.tokens.page(paging),
  rows: (items) => items.map(({ value }) => <Row token={value} />),
});

function Add() {
  return (
    <details>
      <summary role="button" class="outline">Add a tag</summary>
      <Act api="PUT /api/v1/tokens/{id}" button="Add" done="Added." then="." class="narrow">
        <label>
          Id, as it is presented <input name="id" required maxlength={255} autocomplete="off" />
        </label>
        <label>
          Whose it is <input name="note" maxlength={1000} />
        </label>
      </Act>
    </details>
  );
}

/** All tags, and the cards that nobody knows yet, live. */
export function tagList(pages: Pages, csms: Csms, changed: ChangedStations): void {
  pages.add({
    path: "/tags",
    access: "read",
    async show(asked) {
      const may = holds(asked.caller.access, "operate");
      return {
        title: "Tags",
        live: "/live/tags",
        body: (
          <>
            <h1>Tags</h1>
            <div sse-swap="pieces" data-pieces hidden></div>
            <Unknown seen={await csms.tokens.unknown()} may={may} />
            <h2>Those that are known</h2>
            {may && <Add />}
            <list.Shown asked={asked} />
          </>
        ),
      };
    },
  });
  list.addTo(pages);
  pages.part({
    path: "/live/tags",
    access: "read",
    show: ({ context, caller, query }) =>
      stream(
        context,
        csms,
        whenever(changed, ["token.unknown", "token.changed"], query.since, async () => {
          const may = holds(caller.access, "operate");
          const piece = <Unknown seen={await csms.tokens.unknown()} may={may} />;
          return [{ event: "pieces", html: await htmlOf(piece) }];
        }),
      ),
  });
}
