import { getLogger } from "@logtape/logtape";
import { ulid } from "ulid";
import type { Change } from "../../kv/change.ts";
import type { Entry } from "../../kv/collection.ts";
import type { Store } from "../../kv/mod.ts";
import type { Clock } from "../clock.ts";
import type { Account, Session } from "../model/people.ts";
import { hashOf, newSecret } from "./secret.ts";
import { SESSION_DAYS } from "./session_cookie.ts";

const log = getLogger(["kvolt", "people"]);
const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const LONGEST_MS = SESSION_DAYS * DAY_MS;
const IDLE_MS = 7 * DAY_MS;
/** A session that is used is written this often. */
const SEEN_MS = 5 * MINUTE_MS;
/** Clocks of several instances differ by less. */
const SKEW_MS = 5 * MINUTE_MS;
/** Sessions of one account; the oldest goes when one more is begun. */
const MOST = 50;
const LONGEST_AGENT = 200;

/** Where a session is begun. */
export interface Place {
  readonly address?: string;
  readonly agent?: string;
}

/** Who is signed in, and with what. */
interface SignedIn {
  readonly account: Account;
  readonly session: Session;
}

/** A session as its owner is shown it. */
const told = ({ account: _, epoch: __, ...session }: Session) => session;

/** Sessions of people: begun by signing in, ended by hand, by time, and by raising the epoch of the account. */
export function sessionRules({ store, clock }: { store: Store; clock: Clock }) {
  const now = () => clock.now().getTime();

  /** By value, as the store drops late; one from the future was begun by a clock that was wrong. */
  function holds({ createdAt, seenAt }: Session): boolean {
    const [created, seen] = [Date.parse(createdAt), Date.parse(seenAt)];
    return created <= now() + SKEW_MS && seen <= now() + SKEW_MS &&
      now() - created < LONGEST_MS && now() - seen < IDLE_MS;
  }

  async function all(account: string): Promise<Entry<Session>[]> {
    const hashes: [string][] = [];
    for await (const { value } of store.sessionsByAccount.each([account])) hashes.push([value]);
    return (await store.sessions.getMany(hashes)).filter((entry) => entry !== null);
  }

  function drop(change: Change, { key, value }: Entry<Session>): void {
    store.sessions.remove(change, [key[1] as string]);
    store.sessionsByAccount.remove(change, [value.account, value.id]);
  }

  /** Written seldom, and only where the session is still there; that it fails keeps nobody out. */
  async function see(hash: string): Promise<void> {
    try {
      await store.apply(async (change) => {
        const entry = await store.sessions.get(hash);
        if (!entry) return;
        const session = { ...entry.value, seenAt: clock.now().toISOString() };
        store.sessions.replace(change, entry, session, entry.expiresAt);
      });
    } catch (error) {
      log.warn("a session that was used could not be written: {error}", { error });
    }
  }

  /** Who is signed in with that secret now; undefined where nobody is. */
  async function find(secret: string): Promise<SignedIn | undefined> {
    const hash = hashOf(secret);
    const entry = await store.sessions.get(hash);
    if (!entry || !holds(entry.value)) return undefined;
    const session = entry.value;
    const account = (await store.accounts.get(session.account))?.value;
    if (account?.status !== "active" || account.epoch !== session.epoch) return undefined;
    if (Math.abs(now() - Date.parse(session.seenAt)) > SEEN_MS) await see(hash);
    return { account, session };
  }

  return {
    find,
    /** Adds a session to a change; gives its secret, which is kept nowhere. */
    async begin(change: Change, account: Account, { address, agent }: Place): Promise<string> {
      const { secret, hash } = newSecret();
      const before = (await all(account.id)).sort((a, b) => a.value.id < b.value.id ? -1 : 1);
      const live = before.filter(({ value }) => holds(value) && value.epoch === account.epoch);
      const kept = new Set(live.slice(-(MOST - 1)));
      for (const entry of before) if (!kept.has(entry)) drop(change, entry);
      const at = clock.now().toISOString();
      const session: Session = {
        ...{ id: ulid(now()), account: account.id, epoch: account.epoch },
        ...{ createdAt: at, seenAt: at },
        ...(address ? { address } : {}),
        ...(agent ? { agent: agent.slice(0, LONGEST_AGENT) } : {}),
      };
      const until = now() + LONGEST_MS;
      store.sessions.create(change, [hash], session, until);
      store.sessionsByAccount.put(change, [account.id, session.id], hash, until);
      return secret;
    },
    /** Adds the end of the session with that secret to a change; gives whose it was. */
    async end(change: Change, secret: string): Promise<string | undefined> {
      const entry = await store.sessions.get(hashOf(secret));
      if (!entry) return undefined;
      drop(change, entry);
      return entry.value.account;
    },
    /** Those of an account that still hold, the newest first. */
    async list(account: string) {
      const owner = (await store.accounts.get(account))?.value;
      const live = (await all(account)).map(({ value }) => value)
        .filter((session) => session.epoch === owner?.epoch && holds(session));
      return live.sort((a, b) => a.id < b.id ? 1 : -1).map(told);
    },
    /** Ends one of an account by its id, at once; false where there is none. */
    endOne: (account: string, id: string): Promise<boolean> =>
      store.apply(async (change) => {
        const entry = (await all(account)).find(({ value }) => value.id === id);
        if (entry) drop(change, entry);
        return entry !== undefined;
      }),
    /** Ends every session of an account, at once; false where there is no such account. */
    endAll: (account: string): Promise<boolean> =>
      store.apply(async (change) => {
        const entry = await store.accounts.get(account);
        if (!entry) return false;
        store.accounts.replace(change, entry, { ...entry.value, epoch: entry.value.epoch + 1 });
        return true;
      }),
  };
}

export type Sessions = ReturnType<typeof sessionRules>;
