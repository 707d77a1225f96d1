import type { Person } from "../../csms/model/people.ts";
import type { Pages } from "../page.tsx";
import { Act } from "../parts/act.tsx";
import { pageList } from "../parts/page_list.tsx";
import { StateMark } from "../parts/state.tsx";
import { Time } from "../parts/time.tsx";
import { PersonFields } from "./fields.tsx";
import { personState } from "./roles.ts";

const accountHref = (id: string): string => `/accounts/${encodeURIComponent(id)}`;

function Row({ person }: { person: Person }) {
  const { id, name, email, role, tags, signedInAt } = person;
  return (
    <tr>
      <td>
        <a href={accountHref(id)}>{name}</a>
      </td>
      <td>{email}</td>
      <td>{role}</td>
      <td>{tags.join(", ")}</td>
      <td>
        <StateMark {...personState(person)} />
      </td>
      <td>
        <Time at={signedInAt} />
      </td>
    </tr>
  );
}

const list = pageList({
  page: "/accounts",
  more: "/accounts/more",
  access: "admin",
  label: "Accounts",
  atOnce: 100,
  empty: () => "Nobody has an account yet. Make the first one, above.",
  heads: () => ["Name", "E-mail", "Role", "Tags", "State", "Signed in"],
  read: ({ csms }, paging) => csms.people.accounts.page(paging),
  rows: (items) => items.map((person) => <Row person={person} />),
});

function Add({ mails }: { mails: boolean }) {
  return (
    <details>
      <summary role="button" class="outline">Give somebody an account</summary>
      <Act
        api="POST /api/v1/accounts"
        button="Make it"
        done="The account is there."
        then="/accounts/{id}"
        class="narrow"
      >
        <PersonFields />
        <label>
          Password
          <input
            name="password"
            type="password"
            minlength={10}
            maxlength={200}
            autocomplete="new-password"
          />
          <small>
            {mails
              ? "Empty: they are mailed a link to set one."
              : "Empty: the link to set one goes to the log, as there is no SMTP_URL. Give it to them."}
          </small>
        </label>
      </Act>
    </details>
  );
}

/** Everybody who can sign in. */
export function accountList(pages: Pages): void {
  pages.add({
    path: "/accounts",
    access: "admin",
    show: (asked) => ({
      title: "Accounts",
      body: (
        <>
          <h1>Accounts</h1>
          <Add mails={asked.csms.config.SMTP_URL !== undefined} />
          <list.Shown asked={asked} />
        </>
      ),
    }),
  });
  list.addTo(pages);
}
