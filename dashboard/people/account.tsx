import type { Csms } from "../../csms/mod.ts";
import type { Person } from "../../csms/model/people.ts";
import { NewPassword } from "../entry/password.tsx";
import type { Pages } from "../page.tsx";
import { Act } from "../parts/act.tsx";
import { Problem } from "../parts/problem.tsx";
import { StateMark } from "../parts/state.tsx";
import { Time } from "../parts/time.tsx";
import { PersonFields } from "./fields.tsx";
import { personState } from "./roles.ts";
import { Sessions, type ShownSession } from "./sessions.tsx";

const apiOf = ({ id }: Person) => `/api/v1/accounts/${encodeURIComponent(id)}`;

function Password({ person, mails }: { person: Person; mails: boolean }) {
  return (
    <article>
      <h2>Password</h2>
      <Act
        api="POST /api/v1/forgot-password"
        button="Send a link"
        done={mails ? "A link is on its way." : "The link is in the log: give it to them."}
      >
        <p>They set it by themselves, by a link that is good once.</p>
        <input type="hidden" name="email" value={person.email} />
      </Act>
      <Act
        api={`PATCH ${apiOf(person)}`}
        button="Set it"
        done="It is set, and every session has ended."
        ask={`Every session of ${person.name} ends, and only the new password signs in.`}
      >
        <input hidden autocomplete="username" value={person.email} readonly />
        <NewPassword label="Or choose one for them" />
      </Act>
    </article>
  );
}

function Standing({ person }: { person: Person }) {
  const { name, status } = person;
  const active = status === "active";
  return (
    <article>
      <h2>{active ? "Keep them out" : "Let them in again"}</h2>
      <Act
        api={`PATCH ${apiOf(person)}`}
        button={active ? "Suspend" : "Let in again"}
        done={active ? "Suspended." : "Let in again."}
        then="."
        secondary
        {...active
          ? { ask: `${name} is signed out everywhere and cannot sign in until you say so.` }
          : {}}
      >
        <input type="hidden" name="status" value={active ? "suspended" : "active"} />
      </Act>
      <Act
        api={`DELETE ${apiOf(person)}`}
        button="Remove"
        ask={`The account of ${name} is removed for good. What was charged stays.`}
        done={`The account of ${name} is removed.`}
        then="/accounts"
        secondary
      />
    </article>
  );
}

function Signed({ person, sessions }: { person: Person; sessions: readonly ShownSession[] }) {
  if (sessions.length === 0) return <p class="quiet">{person.name} is not signed in anywhere.</p>;
  return (
    <section>
      <h2>Where they are signed in</h2>
      <Sessions sessions={sessions} />
      <Act
        api={`POST ${apiOf(person)}/sign-out-everywhere`}
        button="End all of them"
        ask={`${person.name} has to sign in again, everywhere.`}
        done="Every session of theirs has ended."
        then="."
        secondary
        class="narrow"
      />
    </section>
  );
}

/** One account: who it is, and whether they may come in. */
export function accountPage(pages: Pages, csms: Csms): void {
  pages.add({
    path: "/accounts/:account",
    access: "admin",
    async show({ params }) {
      const person = await csms.people.accounts.get(params.account!);
      if (!person) {
        const detail = `There is no account ${params.account}.`;
        const to = { href: "/accounts", link: "All accounts" };
        const body = <Problem title="No such account" detail={detail} {...to} />;
        return { title: "No such account", status: 404 as const, body };
      }
      const mails = csms.config.SMTP_URL !== undefined;
      return {
        title: person.name,
        body: (
          <>
            <div class="card-head">
              <h1>{person.name}</h1>
              <StateMark {...personState(person)} />
            </div>
            <p class="quiet">
              Made <Time at={person.createdAt} />, signed in <Time at={person.signedInAt} />.
            </p>
            <div class="panes">
              <article>
                <h2>Who it is</h2>
                <Act
                  api={`PATCH ${apiOf(person)}`}
                  button="Save"
                  done="Saved. It holds at once."
                >
                  <PersonFields person={person} />
                </Act>
              </article>
              {person.status === "active" && <Password person={person} mails={mails} />}
              <Standing person={person} />
            </div>
            <Signed person={person} sessions={await csms.people.sessions.list(person.id)} />
          </>
        ),
      };
    },
  });
}
