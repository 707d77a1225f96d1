import { z } from "@hono/zod-openapi";
import type { Csms } from "../../csms/mod.ts";
import { endSession, keepSession, placeOf } from "../../csms/people/browser.ts";
import type { Api } from "../endpoint.ts";
import { email, password, person, personName } from "../schemas/person.ts";

const tag = "people";
const open = { method: "post", access: "open", tag } as const;
const link = z.string().min(1).max(100).openapi({ description: "`token` of the link" });

/** How people get in and out: none of it needs a caller, and none of it is for the pages of other sites. */
export function entry(api: Api, csms: Csms): void {
  const { people } = csms;

  api.add({
    ...{ ...open, path: "/setup", summary: "Make the first account, by the link kvolt prints" },
    description: "An administrator, who is signed in at once: the cookie holds the session.",
    body: z.strictObject({ token: link, email, name: personName, password }),
    answer: person,
    fails: ["gone", "taken", "too-many"],
    async handle({ body: { token, ...first }, context }) {
      const made = await people.setUp(token, { ...first, ...placeOf(context) });
      keepSession(context, csms, made.session);
      return made.account;
    },
  });

  api.add({
    ...{ ...open, path: "/sign-in", summary: "Begin a session, which the cookie holds" },
    body: z.strictObject({ email, password }),
    answer: person,
    fails: ["credentials", "too-many"],
    async handle({ body, context }) {
      const { session, account } = await people.signIn({ ...body, ...placeOf(context) });
      keepSession(context, csms, session);
      return account;
    },
  });

  api.add({
    ...{ ...open, path: "/sign-out", summary: "End the session of the cookie, if there is one" },
    handle: ({ context }) => endSession(context, csms),
  });

  api.add({
    ...{ ...open, path: "/forgot-password", summary: "Have a link for a new password sent" },
    description: "The answer is the same whether there is such an account or not.",
    body: z.strictObject({ email }),
    fails: ["too-many"],
    handle: ({ body, context }) => people.forgot(body.email, placeOf(context).address),
  });

  api.add({
    ...{ ...open, path: "/reset-password", summary: "Set a password by such a link" },
    description: "Every session of the account ends.",
    body: z.strictObject({ token: link, password }),
    fails: ["gone", "too-many"],
    async handle({ body: { token, password }, context }) {
      await people.reset(token, password, placeOf(context).address);
    },
  });
}
