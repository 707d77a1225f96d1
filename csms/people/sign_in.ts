import type { Store } from "../../kv/mod.ts";
import type { Clock } from "../clock.ts";
import type { Person } from "../model/people.ts";
import { type Accounts, emailKey, personOf } from "./accounts.ts";
import type { Noting } from "./noting.ts";
import type { Passwords } from "./passwords.ts";
import type { Sessions } from "./sessions.ts";
import type { Slowing } from "./slowing.ts";

/** Nobody is signed in with this; it says not whether the address or the password is wrong. */
export class SignInRefused extends Error {
  override name = "SignInRefused";
}

/** Who wants to sign in, from where. */
export interface SignIn {
  readonly email: string;
  readonly password: string;
  readonly address: string;
  readonly agent?: string;
}

/** Signing in and out. */
export function signingIn({ store, clock, accounts, sessions, passwords, slow, note }: {
  store: Store;
  clock: Clock;
  accounts: Accounts;
  sessions: Sessions;
  passwords: Passwords;
  slow: Slowing;
  note: Noting;
}) {
  return {
    /** Begins a session; its secret is what the cookie holds. Throws SignInRefused, TooMany. */
    async signIn(
      { email, password, address, agent }: SignIn,
    ): Promise<{ session: string; account: Person }> {
      const key = emailKey(email);
      const takeBack = await slow.begin("sign-in", key, address);
      const digest = (await accounts.find(email))?.value.digest;
      const right = await passwords.matches(digest, password);
      const signedIn = await store.apply(async (change) => {
        const entry = await accounts.find(email);
        const account = entry?.value;
        const noted = { what: "sign-in", account, email: email.slice(0, 254), address };
        // What was right may have been changed while it was looked at.
        const good = right && account?.digest === digest && account?.status === "active";
        if (!entry || !good) {
          const why = account?.status === "suspended" && right ? "suspended" : "refused";
          note(change, noted, why);
          return undefined;
        }
        const signed = { ...entry.value, signedInAt: clock.now().toISOString() };
        store.accounts.replace(change, entry, signed);
        slow.forget(change, "sign-in", key);
        const session = await sessions.begin(change, signed, { address, agent });
        note(change, { ...noted, account: signed, email: undefined }, "done");
        return { session, account: personOf(signed) };
      });
      if (!signedIn) throw new SignInRefused("the e-mail address or the password is wrong");
      takeBack();
      return signedIn;
    },
    /** Ends the session with that secret; nothing where there is none. */
    signOut: (session: string, address?: string): Promise<void> =>
      store.apply(async (change) => {
        const id = await sessions.end(change, session);
        if (id === undefined) return;
        const account = (await store.accounts.get(id))?.value;
        note(change, { what: "sign-out", account, address }, "done");
      }),
  };
}
