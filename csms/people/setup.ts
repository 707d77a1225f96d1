import type { Store } from "../../kv/mod.ts";
import type { Clock } from "../clock.ts";
import type { Person } from "../model/people.ts";
import { type Accounts, personOf } from "./accounts.ts";
import type { Noting } from "./noting.ts";
import { BadLink } from "./password_links.ts";
import type { Passwords } from "./passwords.ts";
import { hashOf, newSecret } from "./secret.ts";
import type { Place, Sessions } from "./sessions.ts";

const GOOD_MS = 24 * 3_600_000;
const key = ["setup"] as const;

/** What is kept of the link for the first account; times in ms since 1970. */
interface Setup {
  readonly hash: string;
  readonly madeAt: number;
}

/** Whoever makes the first account. */
interface First extends Place {
  readonly email: string;
  readonly name: string;
  readonly password: string;
}

/** How the first account comes to be: by a link that kvolt prints when it starts. */
export function settingUp({ store, clock, accounts, sessions, passwords, note }: {
  store: Store;
  clock: Clock;
  accounts: Accounts;
  sessions: Sessions;
  passwords: Passwords;
  note: Noting;
}) {
  let begun = false;

  /** Whether there is no account yet; where there is one, there always will be. */
  async function needsSetup(): Promise<boolean> {
    begun ||= (await store.accounts.page([], { limit: 1 })).items.length > 0;
    return !begun;
  }

  async function expected(token: string) {
    const entry = await needsSetup() ? await store.meta.get(...key) : null;
    const kept = entry?.value as Setup | undefined;
    const now = clock.now().getTime();
    const good = kept?.hash === hashOf(token) && Math.abs(now - kept.madeAt) < GOOD_MS;
    if (!entry || !good) {
      throw new BadLink("this link was used or is too old; kvolt prints a new one when it starts");
    }
    return entry;
  }

  return {
    needsSetup,
    /** A new token for the first account, good for 24 h in place of any other; undefined once there is one. */
    async setupToken(): Promise<string | undefined> {
      if (!await needsSetup()) return undefined;
      const { secret, hash } = newSecret();
      const setup: Setup = { hash, madeAt: clock.now().getTime() };
      await store.apply((change) => Promise.resolve(store.meta.put(change, [...key], setup)));
      return secret;
    },
    /** Makes the first account, an administrator, and signs it in. Throws BadLink, BadPassword, TooMany. */
    async setUp(
      token: string,
      { password, address, agent, ...input }: First,
    ): Promise<{ session: string; account: Person }> {
      await expected(token);
      const digest = await passwords.digestOf(password);
      return await store.apply(async (change) => {
        store.meta.removeEntry(change, await expected(token));
        const account = await accounts.add(change, { ...input, role: "admin" }, digest);
        const session = await sessions.begin(change, account, { address, agent });
        note(change, { what: "setup", account, address }, "done");
        return { session, account: personOf(account) };
      });
    },
  };
}
