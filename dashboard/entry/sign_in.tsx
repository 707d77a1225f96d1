import type { Context, Hono } from "hono";
import type { Csms } from "../../csms/mod.ts";
import { endSession, keepSession, placeOf } from "../../csms/people/browser.ts";
import { entryForm, ownPage } from "./form.tsx";
import { Email } from "./password.tsx";

/** Signing in and out. */
export function signIn(app: Hono, csms: Csms): void {
  entryForm(app, {
    path: "/sign-in",
    title: "Sign in",
    button: "Sign in",
    inside: ({ email, next }) => (
      <>
        <Email value={email} />
        <label>
          Password
          <input
            name="password"
            type="password"
            autocomplete="current-password"
            maxlength={200}
            required
          />
        </label>
        <input type="hidden" name="next" value={next ?? ""} />
      </>
    ),
    below: (
      <p>
        <a href="/forgot-password">I forgot my password</a>
      </p>
    ),
    instead: async () => await csms.people.needsSetup() ? "/setup" : undefined,
    async submit({ email = "", password = "", next }, context) {
      const { session } = await csms.people.signIn({ email, password, ...placeOf(context) });
      keepSession(context, csms, session);
      return { go: ownPage(next) };
    },
  });

  app.post("/sign-out", async (context: Context) => {
    await endSession(context, csms);
    return context.redirect("/sign-in", 303);
  });
}
