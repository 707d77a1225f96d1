import type { Store } from "../../kv/mod.ts";
import type { Clock } from "../clock.ts";
import type { Person } from "../model/people.ts";
import { emailKey, personOf } from "./accounts.ts";
import type { Passwords } from "./passwords.ts";
import type { Place, Sessions } from "./sessions.ts";
import { SignInRefused } from "./sign_in.ts";
import type { Slowing } from "./slowing.ts";

/** A change of one's own password. */
export interface PasswordChange extends Place {
  readonly account: string;
  readonly oldPassword: string;
  readonly password: string;
}

/** Changing one's own password, for which one has to know the old one. */
export function ownPassword({ store, clock, sessions, passwords, slow }: {
  store: Store;
  clock: Clock;
  sessions: Sessions;
  passwords: Passwords;
  slow: Slowing;
}) {
  const refused = () => new SignInRefused("the old password is wrong");

  /** Ends every session of the account and begins one; throws SignInRefused, BadPassword, TooMany. */
  return async (
    { account: id, oldPassword, password, ...place }: PasswordChange,
  ): Promise<{ session: string; account: Person }> => {
    const before = (await store.accounts.get(id))?.value;
    if (!before) throw refused();
    // Whoever found a browser that is signed in may guess here no faster than there.
    const takeBack = await slow.begin("sign-in", emailKey(before.email), place.address ?? "");
    if (!await passwords.matches(before.digest, oldPassword)) throw refused();
    const digest = await passwords.digestOf(password);
    const changed = await store.apply(async (change) => {
      const entry = await store.accounts.get(id);
      if (!entry || entry.value.digest !== before.digest) throw refused();
      const { epoch } = entry.value;
      const changedAt = clock.now().toISOString();
      const account = { ...entry.value, digest, epoch: epoch + 1, changedAt };
      store.accounts.replace(change, entry, account);
      slow.forget(change, "sign-in", emailKey(account.email));
      const session = await sessions.begin(change, account, place);
      return { session, account: personOf(account) };
    });
    takeBack();
    return changed;
  };
}
