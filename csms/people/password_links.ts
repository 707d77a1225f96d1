import { getLogger } from "@logtape/logtape";
import type { Change } from "../../kv/change.ts";
import type { Entry } from "../../kv/collection.ts";
import type { Store } from "../../kv/mod.ts";
import type { Clock } from "../clock.ts";
import type { Config } from "../config.ts";
import type { Account } from "../model/people.ts";
import { emailKey } from "./accounts.ts";
import { post } from "./mail.ts";
import { hashOf, newSecret } from "./secret.ts";

const log = getLogger(["kvolt", "people"]);

/** Why somebody is sent a link; how long it is good is in minutes. */
const reasons = {
  forgotten: {
    minutes: 30,
    subject: "A new password for kvolt",
    text: "somebody, and we hope it was you, has asked for a new password for your account.",
  },
  invited: {
    minutes: 3 * 24 * 60,
    subject: "Your account at kvolt",
    text: "you have been given an account. All that it needs is a password of yours.",
  },
} as const;

export type Reason = keyof typeof reasons;

const spoken = (minutes: number) => minutes < 120 ? `${minutes} minutes` : `${minutes / 60} hours`;

/** A link that is good once was used, is too old, or never was one. */
export class BadLink extends Error {
  override name = "BadLink";
}

/** Links by which somebody sets a password: sent by mail, or written to the log where there is none. */
export function passwordLinks({ store, clock, config }: {
  store: Store;
  clock: Clock;
  config: Config;
}) {
  const send = post(config);
  const now = () => clock.now().getTime();
  // Never the host that a request names: it would lead the mail of a stranger's choice to a stranger's page.
  const { PORT, TLS_PORT } = config;
  const here = PORT === "off" ? `https://localhost:${TLS_PORT}` : `http://localhost:${PORT}`;
  const base = config.PUBLIC_URL ?? here;

  async function deliver({ name, email }: Account, reason: Reason, secret: string): Promise<void> {
    const { minutes, subject, text } = reasons[reason];
    const url = `${base}/reset-password?token=${secret}`;
    if (!send) {
      return log.warn("there is no SMTP_URL: {name} sets a password at {url}", { name, url });
    }
    const letter = `Hello ${name},\n\n${text}\n\n${url}\n\n` +
      `This link is good once, for ${
        spoken(minutes)
      }. Where you did not expect it, nothing is to be done.\n`;
    try {
      await send({ to: { name, address: email }, subject, text: letter });
    } catch (error) {
      log.error("a mail with a link for a password was not sent: {error}", { error });
    }
  }

  return {
    /** Adds a link for an account to a change; what it gives sends it, once that is committed. */
    make(change: Change, account: Account, reason: Reason): () => Promise<void> {
      const { secret, hash } = newSecret();
      const forMs = reasons[reason].minutes * 60_000;
      const { id, epoch } = account;
      const link = { account: id, epoch, email: emailKey(account.email), madeAt: now(), forMs };
      store.passwordLinks.create(change, [hash], link, now() + forMs);
      return () => deliver(account, reason, secret);
    },
    /** The account that a link is for; what changes its epoch or its address spends the link. Throws BadLink. */
    async accountOf(secret: string): Promise<Entry<Account>> {
      const link = (await store.passwordLinks.get(hashOf(secret)))?.value;
      const account = link && await store.accounts.get(link.account);
      // By value, and in both directions: clocks are put right.
      const good = link && account?.value.status === "active" &&
        account.value.epoch === link.epoch && emailKey(account.value.email) === link.email &&
        Math.abs(now() - link.madeAt) < link.forMs;
      if (!good) throw new BadLink("this link was used or is too old; ask for a new one");
      return account;
    },
  };
}

export type PasswordLinks = ReturnType<typeof passwordLinks>;
