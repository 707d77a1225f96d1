import type { Store } from "../../kv/mod.ts";
import type { Auditing } from "../audit/acting.ts";
import type { Clock } from "../clock.ts";
import type { Config } from "../config.ts";
import { accountRules } from "./accounts.ts";
import { apiTokenRules } from "./api_tokens.ts";
import { identifying } from "./identify.ts";
import { noting } from "./noting.ts";
import { ownPassword } from "./own_password.ts";
import { passwordLinks } from "./password_links.ts";
import { passwords as passwordRules } from "./passwords.ts";
import { refusals } from "./refusals.ts";
import { resetting } from "./reset.ts";
import { sessionRules } from "./sessions.ts";
import { settingUp } from "./setup.ts";
import { signingIn } from "./sign_in.ts";
import { slowing } from "./slowing.ts";

/** Who uses kvolt: accounts, how one signs in to them, and who asks. */
export function peopleRules({ config, audit, ...base }: {
  store: Store;
  clock: Clock;
  config: Config;
  audit: Auditing;
}) {
  const passwords = passwordRules();
  const accounts = accountRules({ ...base, passwords });
  const sessions = sessionRules(base);
  const [slow, links] = [slowing(base), passwordLinks({ ...base, config })];
  const { tokenRefused, counting, stop } = refusals({ ...base, audit });
  const rules = { ...base, accounts, sessions, passwords, slow, links, note: noting(audit) };
  const { find: tokenOf, ...apiTokens } = apiTokenRules(base);
  const { signIn, signOut } = signingIn(rules);
  const { setUp, ...setup } = settingUp(rules);
  const { forgot, reset, create } = resetting(rules);
  const { get, page, change, remove } = accounts;
  const { list, endOne, endAll } = sessions;
  return {
    identify: identifying({ config, sessionOf: sessions.find, tokenOf }),
    people: {
      ...setup,
      ...{ signOut, apiTokens, tokenRefused },
      // By these anybody gets in who has the right word: who tries too many is told of.
      signIn: counting("sign-in", signIn, (asked) => asked),
      setUp: counting("setup", setUp, (_, asked) => asked),
      forgot: counting("forgot-password", forgot, (email, address) => ({ email, address })),
      reset: counting("reset-password", reset, (...[, , address]) => ({ address })),
      changePassword: ownPassword(rules),
      accounts: { get, page, create, change, remove },
      sessions: { list, endOne, endAll },
      /** Writes what is still counted, and ends what runs by itself. */
      stop,
    },
  };
}
