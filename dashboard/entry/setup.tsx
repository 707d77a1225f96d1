import type { Hono } from "hono";
import type { Csms } from "../../csms/mod.ts";
import { keepSession, placeOf } from "../../csms/people/browser.ts";
import { entryForm } from "./form.tsx";
import { Email, NewPassword } from "./password.tsx";

/** Making the first account, by the link that kvolt printed when it started. */
export function setup(app: Hono, csms: Csms): void {
  entryForm(app, {
    path: "/setup",
    title: "Set up kvolt",
    button: "Make the first account",
    inside: ({ token, email, name }) =>
      token
        ? (
          <>
            <p>This account may do everything. It makes the accounts of others.</p>
            <input type="hidden" name="token" value={token} />
            <label>
              Your name
              <input name="name" autocomplete="name" maxlength={100} required value={name} />
            </label>
            <Email value={email} />
            <NewPassword />
          </>
        )
        : (
          <>
            <p>
              kvolt printed a link when it started. Open it, or paste what stands in it after{" "}
              <code>token=</code>.
            </p>
            <label>
              Token <input name="token" autocomplete="off" required />
            </label>
          </>
        ),
    instead: async () => await csms.people.needsSetup() ? undefined : "/sign-in",
    async submit({ token = "", name, email = "", password = "" }, context) {
      if (name === undefined) return { go: `/setup?token=${encodeURIComponent(token)}` };
      const first = { name, email, password, ...placeOf(context) };
      const { session } = await csms.people.setUp(token, first);
      keepSession(context, csms, session);
      return { go: "/" };
    },
  });
}
