import { z } from "@hono/zod-openapi";
import type { Csms } from "../../csms/mod.ts";
import type { Api } from "../endpoint.ts";
import { listOf, paging } from "../paging.ts";
import { unknown } from "../problem.ts";
import { accountId, email, password, person, personName, role, tags } from "../schemas/person.ts";

const tag = "people";
const admin = { access: "admin", tag } as const;
const one = { path: "/accounts/{account}", params: { account: accountId } } as const;
const nobody = (id: string) => unknown(`there is no account ${id}`);

/** The accounts of people. */
export function accounts(api: Api, { people: { accounts, sessions } }: Csms): void {
  api.add({
    ...{ ...admin, method: "get", path: "/accounts", summary: "All accounts, the oldest first" },
    query: paging,
    answer: listOf(person),
    handle: ({ query }) => accounts.page(query),
  });

  api.add({
    ...{ ...admin, method: "post", path: "/accounts", summary: "Give somebody an account" },
    description: "Without a password the person is sent a link to set one.",
    body: z.strictObject({
      email,
      name: personName,
      role,
      tags: tags.default([]),
      password: password.optional(),
    }),
    status: 201,
    answer: person,
    fails: ["taken", "too-many"],
    handle: ({ body }) => accounts.create(body),
  });

  api.add({
    ...{ ...admin, method: "get", ...one, summary: "One account", answer: person },
    fails: ["unknown"],
    async handle({ params: { account } }) {
      const found = await accounts.get(account);
      if (!found) throw nobody(account);
      return found;
    },
  });

  api.add({
    ...{ ...admin, method: "patch", ...one, summary: "Change an account" },
    description:
      "Holds for the next request. A new password, and being suspended, end its sessions.",
    body: z.strictObject({
      email: email.optional(),
      name: personName.optional(),
      role: role.optional(),
      tags: tags.optional(),
      status: z.enum(["active", "suspended"]).optional(),
      password: password.optional(),
    }),
    answer: person,
    fails: ["unknown", "taken", "last-admin", "too-many"],
    async handle({ params: { account }, body }) {
      const changed = await accounts.change(account, body);
      if (!changed) throw nobody(account);
      return changed;
    },
  });

  api.add({
    ...{ ...admin, method: "delete", ...one, summary: "Remove an account, and end its sessions" },
    fails: ["unknown", "last-admin"],
    async handle({ params: { account } }) {
      if (!await accounts.remove(account)) throw nobody(account);
    },
  });

  api.add({
    ...{ ...admin, method: "post", path: "/accounts/{account}/sign-out-everywhere" },
    ...{ params: one.params, summary: "End every session of an account, at once" },
    fails: ["unknown"],
    async handle({ params: { account } }) {
      if (!await sessions.endAll(account)) throw nobody(account);
    },
  });
}
