import { ulid } from "ulid";
import type { Change } from "../../kv/change.ts";
import type { Entry } from "../../kv/collection.ts";
import type { Store } from "../../kv/mod.ts";
import type { Clock } from "../clock.ts";
import type { Account, Person, Role } from "../model/people.ts";
import type { Passwords } from "./passwords.ts";

/** Another account has this e-mail address. */
export class EmailTaken extends Error {
  override name = "EmailTaken";
}

/** Nobody would be left to let anybody in again. */
export class LastAdmin extends Error {
  override name = "LastAdmin";
}

/** A name or an e-mail address that will not do. */
export class BadPerson extends Error {
  override name = "BadPerson";
  constructor(readonly field: "name" | "email", why: string) {
    super(why);
  }
}

const LONGEST_NAME = 100;
/** RFC 5321 §4.5.3.1.3, less the brackets. */
const LONGEST_EMAIL = 254;

/** Throws BadPerson for what no mail reaches, and for a name that is none or would break a line of a log. */
function wellFormed({ email, name }: Pick<Account, "email" | "name">): void {
  const longEmail = email.length > LONGEST_EMAIL;
  if (longEmail || !/^[^\s@<>,;:"\p{Cc}]+@[^\s@<>,;:"\p{Cc}]+$/u.test(email)) {
    throw new BadPerson("email", `${JSON.stringify(email.slice(0, 100))} is no e-mail address`);
  }
  if (name.trim() === "" || name.length > LONGEST_NAME || /\p{Cc}/u.test(name)) {
    const why = `it has 1 to ${LONGEST_NAME} characters in one line, unlike ${
      JSON.stringify(name.slice(0, 120))
    }`;
    throw new BadPerson("name", why);
  }
}

/** What is said of somebody when their account is made. */
export interface PersonInput {
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly tags?: readonly string[];
  /** Without one the person sets it by the link that `forgot` sends. */
  readonly password?: string;
}

/** What can be changed of an account. */
export type PersonChange = Partial<
  Pick<Account, "email" | "name" | "role" | "tags" | "status"> & { password: string }
>;

/** Addresses compare without case: nobody remembers how they wrote theirs. */
export const emailKey = (email: string): string => email.trim().normalize("NFC").toLowerCase();

/** An account without what nobody is shown. */
export function personOf({ digest, epoch: _, ...account }: Account): Person {
  return { ...account, passwordSet: digest !== undefined };
}

/** A second tag that is spelled as another one is the same. */
const distinct = (tags: readonly string[]): string[] => [
  ...new Map(tags.map((tag) => [tag.trim().toLowerCase(), tag.trim()])).values(),
];

/** The accounts of people, by id and by e-mail address. */
export function accountRules({ store, clock, passwords }: {
  store: Store;
  clock: Clock;
  passwords: Passwords;
}) {
  const at = () => clock.now().toISOString();
  const isAdmin = ({ role, status }: Account) => role === "admin" && status === "active";

  async function find(email: string): Promise<Entry<Account> | null> {
    const id = await store.accountEmails.get(emailKey(email));
    return id ? await store.accounts.get(id.value) : null;
  }

  /** Throws LastAdmin; the one that remains may not go at the same moment either. */
  async function keepAnAdmin(change: Change, but: string): Promise<void> {
    for await (const other of store.accounts.each([])) {
      if (other.value.id === but || !isAdmin(other.value)) continue;
      change.checks.push({ key: other.key, versionstamp: other.versionstamp });
      return;
    }
    throw new LastAdmin("this is the last administrator: make somebody else one first");
  }

  async function takeEmail(change: Change, email: string, id: string): Promise<void> {
    const owner = await store.accountEmails.get(emailKey(email));
    if (owner && owner.value !== id) throw new EmailTaken(`${email} has an account already`);
    if (!owner) store.accountEmails.create(change, [emailKey(email)], id);
  }

  /** Adds an account to a change, its password hashed before; throws EmailTaken, BadPerson. */
  async function add(
    change: Change,
    { email, name, role, tags = [] }: Omit<PersonInput, "password">,
    digest: string | undefined,
  ): Promise<Account> {
    const account: Account = {
      ...{ id: ulid(clock.now().getTime()), email: email.trim(), name, role },
      ...{ tags: distinct(tags), status: "active", epoch: 0, createdAt: at(), changedAt: at() },
      ...(digest === undefined ? {} : { digest }),
    };
    wellFormed(account);
    await takeEmail(change, email, account.id);
    store.accounts.create(change, [account.id], account);
    return account;
  }

  return {
    find,
    add,
    async get(id: string): Promise<Person | undefined> {
      const entry = await store.accounts.get(id);
      return entry ? personOf(entry.value) : undefined;
    },
    /** The oldest first. */
    async page(options: { limit: number; cursor?: string }) {
      const { items, next } = await store.accounts.page([], { ...options, reverse: false });
      return { items: items.map(({ value }) => personOf(value)), next };
    },
    /** Throws EmailTaken, BadPerson, BadPassword, TooMany. */
    async create({ password, ...input }: PersonInput): Promise<Person> {
      const digest = password === undefined ? undefined : await passwords.digestOf(password);
      return personOf(await store.apply((change) => add(change, input, digest)));
    },
    /**
     * Changes what is given of an account; undefined where there is none. What it may do from now on holds for its
     * next request; a new password or being suspended ends its sessions. Throws
     * EmailTaken, LastAdmin, BadPerson, BadPassword.
     */
    async change(id: string, { password, ...given }: PersonChange): Promise<Person | undefined> {
      const digest = password === undefined ? undefined : await passwords.digestOf(password);
      return await store.apply(async (change) => {
        const entry = await store.accounts.get(id);
        if (!entry) return undefined;
        const old = entry.value;
        const ends = digest !== undefined || given.status === "suspended";
        const account: Account = {
          ...old,
          ...given,
          email: given.email?.trim() ?? old.email,
          tags: given.tags ? distinct(given.tags) : old.tags,
          ...(digest === undefined ? {} : { digest }),
          epoch: ends ? old.epoch + 1 : old.epoch,
          changedAt: at(),
        };
        wellFormed(account);
        if (isAdmin(old) && !isAdmin(account)) await keepAnAdmin(change, id);
        if (emailKey(account.email) !== emailKey(old.email)) {
          await takeEmail(change, account.email, id);
          store.accountEmails.remove(change, [emailKey(old.email)]);
        }
        store.accounts.replace(change, entry, account);
        return personOf(account);
      });
    },
    /** Removes an account, and with it every session; false where there is none. Throws LastAdmin. */
    remove: (id: string): Promise<boolean> =>
      store.apply(async (change) => {
        const entry = await store.accounts.get(id);
        if (!entry) return false;
        if (isAdmin(entry.value)) await keepAnAdmin(change, id);
        store.accounts.removeEntry(change, entry);
        store.accountEmails.remove(change, [emailKey(entry.value.email)]);
        return true;
      }),
  };
}

export type Accounts = ReturnType<typeof accountRules>;
