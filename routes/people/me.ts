import { z } from "@hono/zod-openapi";
import type { Context } from "hono";
import type { Csms } from "../../csms/mod.ts";
import type { Person } from "../../csms/model/people.ts";
import { keepSession, placeOf } from "../../csms/people/browser.ts";
import { knownCaller } from "../allowed.ts";
import type { Api } from "../endpoint.ts";
import { listOf, paging } from "../paging.ts";
import { invalid, unknown } from "../problem.ts";
import { tokenId } from "../schemas/names.ts";
import { password, person, personName, session } from "../schemas/person.ts";
import { transaction } from "../schemas/transaction.ts";
import { knownTransaction, transactionId, withEnergy } from "../transactions.ts";
import { accountOf } from "./account_of.ts";

const tag = "me";
const own = { access: "own", tag } as const;

/** What everybody may who has an account: their own name, password, sessions, tags and transactions. */
export function me(api: Api, csms: Csms): void {
  const { people } = csms;

  const myself = (context: Context) => accountOf(csms, context);
  const isMine = ({ tags }: Person, token: string) => csms.driving.isOneOf(tags, token);

  api.add({
    ...{ ...own, method: "get", path: "/me", summary: "One's own account" },
    answer: person,
    fails: ["unknown"],
    handle: ({ context }) => myself(context),
  });

  api.add({
    ...{ ...own, method: "patch", path: "/me", summary: "Change one's own name or password" },
    description: "A new password needs the old one, and ends every other session.",
    body: z.strictObject({
      name: personName.optional(),
      password: password.optional(),
      oldPassword: password.optional(),
    }),
    answer: person,
    fails: ["unknown", "credentials", "too-many"],
    async handle({ body: { name, password, oldPassword }, context }) {
      let account = await myself(context);
      const { id } = account;
      if (password !== undefined) {
        if (oldPassword === undefined) throw invalid("oldPassword", "needed for a new password");
        const change = { account: id, password, oldPassword, ...placeOf(context) };
        const changed = await people.changePassword(change);
        keepSession(context, csms, changed.session);
        account = changed.account;
      }
      if (name !== undefined) account = await people.accounts.change(id, { name }) ?? account;
      return account;
    },
  });

  api.add({
    ...{ ...own, method: "get", path: "/me/sessions", summary: "One's own sessions, newest first" },
    answer: listOf(session),
    fails: ["unknown"],
    async handle({ context }) {
      const { id } = await myself(context);
      const { session: current } = knownCaller(context);
      const all = await people.sessions.list(id);
      return { items: all.map((each) => ({ ...each, current: each.id === current })), next: null };
    },
  });

  api.add({
    ...{ ...own, method: "delete", path: "/me/sessions/{session}", summary: "End one of them" },
    params: { session: z.string().min(1).max(64) },
    fails: ["unknown"],
    async handle({ params, context }) {
      const { id } = await myself(context);
      if (!await people.sessions.endOne(id, params.session)) throw unknown("no such session");
    },
  });

  api.add({
    ...{ ...own, method: "post", path: "/sign-out-everywhere" },
    summary: "End all of one's own sessions, this one too",
    fails: ["unknown"],
    async handle({ context }) {
      await people.sessions.endAll((await myself(context)).id);
    },
  });

  api.add({
    ...{ ...own, method: "get", path: "/me/tags/{token}/transactions" },
    summary: "The transactions of one of one's own tags, newest first",
    params: { token: tokenId },
    query: paging,
    answer: listOf(transaction),
    fails: ["unknown"],
    async handle({ params: { token }, query, context }) {
      if (!isMine(await myself(context), token)) throw unknown(`no tag of yours is ${token}`);
      const { items, next } = await csms.transactions.page({ token }, query);
      return { items: items.map(withEnergy), next };
    },
  });

  api.add({
    ...{ ...own, method: "get", path: "/me/transactions/{transaction}" },
    summary: "One transaction of one of one's own tags",
    params: { transaction: transactionId },
    answer: transaction,
    fails: ["unknown"],
    async handle({ params: { transaction: id }, context }) {
      const mine = await myself(context);
      const found = await knownTransaction(csms, id);
      // Whether others have one of that id is not told.
      if (!isMine(mine, found.token)) throw unknown(`there is no transaction ${id}`);
      return withEnergy(found);
    },
  });
}
