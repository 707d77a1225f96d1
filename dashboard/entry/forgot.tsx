import type { Hono } from "hono";
import type { Csms } from "../../csms/mod.ts";
import { placeOf } from "../../csms/people/browser.ts";
import { entryForm } from "./form.tsx";
import { Email, NewPassword } from "./password.tsx";

/** Getting in without the password: a link by mail, and a new password by that link. */
export function forgot(app: Hono, csms: Csms): void {
  entryForm(app, {
    path: "/forgot-password",
    title: "Forgot your password?",
    button: "Send me a link",
    inside: ({ email }) => (
      <>
        <p>We send a link to set a new one. It is good for 30 minutes.</p>
        <Email value={email} />
      </>
    ),
    below: (
      <p>
        <a href="/sign-in">Sign in</a>
      </p>
    ),
    async submit({ email = "" }, context) {
      await csms.people.forgot(email, placeOf(context).address);
      const say = (
        <>
          <p role="status">
            If there is an account for <strong>{email}</strong>, a link is on its way to it.
          </p>
          <p>
            Nothing comes? Where kvolt is not set up to send mail, the link is in its log: ask
            whoever runs it.
          </p>
          <p>
            <a href="/sign-in" role="button">Sign in</a>
          </p>
        </>
      );
      return { say };
    },
  });

  entryForm(app, {
    path: "/reset-password",
    title: "Set a new password",
    button: "Set it",
    inside: ({ token }) => (
      <>
        <input type="hidden" name="token" value={token ?? ""} />
        <NewPassword label="New password" />
      </>
    ),
    async submit({ token = "", password = "" }, context) {
      await csms.people.reset(token, password, placeOf(context).address);
      const say = (
        <>
          <p role="status">It is set, and every session that was open has ended.</p>
          <p>
            <a href="/sign-in" role="button">Sign in</a>
          </p>
        </>
      );
      return { say };
    },
  });
}
