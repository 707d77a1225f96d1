import type { Csms } from "../../csms/mod.ts";
import type { Caller } from "../../csms/model/people.ts";
import { NewPassword } from "../entry/password.tsx";
import type { Pages } from "../page.tsx";
import { Act } from "../parts/act.tsx";
import { htmlOf } from "../parts/html.ts";
import { Problem } from "../parts/problem.tsx";
import { Sessions, type ShownSession } from "./sessions.tsx";

/** One's own sessions; it fetches itself anew when one was ended here, or others by a new password. */
function OwnSessions(
  { sessions, current }: { sessions: readonly ShownSession[]; current: string | undefined },
) {
  return (
    <section
      hx-get="/me/sessions"
      hx-trigger="kvolt:done, kvolt:done from:#password"
      hx-swap="outerHTML"
    >
      <h2>Where you are signed in</h2>
      <Sessions
        sessions={sessions}
        last={({ id }) =>
          id === current
            ? "this one"
            : <Act api={`DELETE /api/v1/me/sessions/${id}`} button="End" done="Ended." secondary />}
      />
    </section>
  );
}

function Password({ email }: { email: string }) {
  return (
    <Act
      api="PATCH /api/v1/me"
      button="Change it"
      done="It is changed, and every other session has ended."
      class="narrow"
    >
      <input hidden autocomplete="username" value={email} readonly />
      <label>
        Old password{" "}
        <input name="oldPassword" type="password" required autocomplete="current-password" />
      </label>
      <NewPassword label="New password" />
    </Act>
  );
}

/** Whoever asks: their name, password and sessions. */
export function mePage(pages: Pages, csms: Csms): void {
  const { accounts, sessions } = csms.people;
  const own = async ({ id, session }: Caller) => (
    <OwnSessions sessions={await sessions.list(id)} current={session} />
  );
  pages.add({
    path: "/me",
    access: "own",
    async show({ caller }) {
      const account = caller.kind === "account" ? await accounts.get(caller.id) : undefined;
      if (!account) {
        const detail = `${caller.name} is not an account, so that there is nothing to change.`;
        const to = { href: "/", link: "To the first page" };
        const body = <Problem title="You have no account" detail={detail} {...to} />;
        return { title: "No account", status: 404 as const, body };
      }
      const { name, email, role, tags } = account;
      return {
        title: name,
        body: (
          <>
            <h1>{name}</h1>
            <p>
              {email}, {role}
              {tags.length > 0 && `; your tags: ${tags.join(", ")}`}
            </p>
            <div class="panes">
              <article>
                <h2>Your name</h2>
                <Act api="PATCH /api/v1/me" button="Save" done="Saved." then="." class="narrow">
                  <label>
                    Name{" "}
                    <input name="name" required maxlength={100} value={name} autocomplete="name" />
                  </label>
                </Act>
              </article>
              <article id="password">
                <h2>Your password</h2>
                <Password email={email} />
              </article>
            </div>
            {await own(caller)}
            <Act
              api="POST /api/v1/sign-out-everywhere"
              button="Sign out everywhere"
              ask="Every session of yours ends, this one too."
              done="You are signed out everywhere."
              then="/sign-in"
              secondary
              class="narrow"
            />
          </>
        ),
      };
    },
  });
  pages.part({
    path: "/me/sessions",
    access: "own",
    show: async ({ context, caller }) => context.html(await htmlOf(own(caller))),
  });
}
