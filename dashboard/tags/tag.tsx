import type { Csms } from "../../csms/mod.ts";
import type { Token } from "../../csms/model.ts";
import { holds } from "../../csms/people/caller.ts";
import type { Pages } from "../page.tsx";
import { Act } from "../parts/act.tsx";
import { Problem } from "../parts/problem.tsx";
import { StateMark } from "../parts/state.tsx";
import { tagApi, tagState } from "./list.tsx";

/** What may be changed of a tag. What is left empty holds no longer. */
function Edit({ token }: { token: Token }) {
  const { id, status, note, parent, expiresAt, concurrent, aliases, type } = token;
  // What has no field here stays as it is.
  const others = Object.entries({ languages: token.languages, places: token.places });
  return (
    <Act api={`PUT ${tagApi(id)}`} button="Save" done="Saved. It holds at once." class="narrow">
      {others.filter(([, value]) =>
        value !== undefined
      ).map(([name, value]) => (
        <input type="hidden" name={name} data-as="json" value={JSON.stringify(value)} />
      ))}
      <label>
        Whose it is <input name="note" maxlength={1000} value={note} />
      </label>
      <label>
        May it charge
        <select name="status">
          <option value="Accepted" selected={status === "Accepted"}>yes</option>
          <option value="Blocked" selected={status === "Blocked"}>no: it is blocked</option>
        </select>
      </label>
      <label>
        Until <input name="expiresAt" type="datetime-local" data-at={expiresAt} />
        <small>Empty: until further notice.</small>
      </label>
      <label>
        Group <input name="parent" maxlength={255} value={parent} />
        <small>
          A tag of the same group may end its sessions; blocking the group's tag blocks all.
        </small>
      </label>
      <label>
        Sessions at once{" "}
        <input name="concurrent" type="number" min="1" max="1000" value={concurrent} />
        <small>Empty: one.</small>
      </label>
      <label>
        Kind <input name="type" maxlength={20} value={type} placeholder="ISO14443" />
        <small>Empty: any.</small>
      </label>
      <label>
        Also presented as <input name="aliases" data-as="list" value={aliases.join(", ")} />
        <small>Other spellings, with commas between them.</small>
      </label>
    </Act>
  );
}

/** One tag: what it may, and its sessions. */
export function tagPage(pages: Pages, csms: Csms): void {
  pages.add({
    path: "/tags/:tag",
    access: "read",
    async show({ params, caller }) {
      const token = (await csms.tokens.find(params.tag!))?.value;
      if (!token) {
        const detail = `No tag is known as ${params.tag}.`;
        const body = <Problem title="No such tag" detail={detail} href="/tags" link="All tags" />;
        return { title: "No such tag", status: 404 as const, body };
      }
      const may = holds(caller.access, "operate");
      return {
        title: token.id,
        body: (
          <>
            <div class="card-head">
              <h1>{token.id}</h1>
              <StateMark {...tagState(token)} />
            </div>
            <p>
              <a href={`/transactions?${new URLSearchParams({ tag: token.id })}`}>Its sessions</a>
            </p>
            {may ? <Edit token={token} /> : <p>{token.note}</p>}
            {may && (
              <Act
                api={`DELETE ${tagApi(token.id)}`}
                button="Remove"
                ask={`${token.id} is forgotten; what it charged stays. It is then treated as an unknown card.`}
                done={`${token.id} is removed.`}
                then="/tags"
                secondary
                class="narrow"
              />
            )}
          </>
        ),
      };
    },
  });
}
