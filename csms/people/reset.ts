import type { Store } from "../../kv/mod.ts";
import type { Clock } from "../clock.ts";
import type { Person } from "../model/people.ts";
import { type Accounts, emailKey, type PersonInput, personOf } from "./accounts.ts";
import type { Noting } from "./noting.ts";
import type { PasswordLinks } from "./password_links.ts";
import type { Passwords } from "./passwords.ts";
import type { Slowing } from "./slowing.ts";

/** How a password is set by a link: one that was forgotten, and the first one. */
export function resetting({ store, clock, accounts, passwords, links, slow, note }: {
  store: Store;
  clock: Clock;
  accounts: Accounts;
  passwords: Passwords;
  links: PasswordLinks;
  slow: Slowing;
  note: Noting;
}) {
  return {
    /** Sends a link where there is such an account; who asks is not told, neither by the time it takes. Throws TooMany. */
    async forgot(email: string, address: string): Promise<void> {
      await slow.begin("forgot", emailKey(email), address);
      const send = await store.apply(async (change) => {
        const account = (await accounts.find(email))?.value;
        const active = account?.status === "active" ? account : undefined;
        const noted = { what: "forgot-password", account, email: email.slice(0, 254), address };
        note(change, noted, active ? "link sent" : "no such account");
        return active && links.make(change, active, "forgotten");
      });
      void send?.();
    },
    /** Sets a password by a link, which ends every session of the account. Throws BadLink, BadPassword, TooMany. */
    async reset(token: string, password: string, address?: string): Promise<Person> {
      // Nobody has a password hashed without a link.
      await links.accountOf(token);
      const digest = await passwords.digestOf(password);
      return await store.apply(async (change) => {
        const entry = await links.accountOf(token);
        const old = entry.value;
        const changedAt = clock.now().toISOString();
        const account = { ...old, digest, epoch: old.epoch + 1, changedAt };
        store.accounts.replace(change, entry, account);
        slow.forget(change, "sign-in", emailKey(old.email));
        note(change, { what: "reset-password", account, address }, "done");
        return personOf(account);
      });
    },
    /** Makes an account; without a password the person is sent a link to set one. Throws EmailTaken, BadPassword. */
    async create(input: PersonInput): Promise<Person> {
      const person = await accounts.create(input);
      if (input.password !== undefined) return person;
      const send = await store.apply(async (change) => {
        const entry = await store.accounts.get(person.id);
        return entry && links.make(change, entry.value, "invited");
      });
      void send?.();
      return person;
    },
  };
}
