import type { Change } from "../../kv/change.ts";
import type { Store } from "../../kv/mod.ts";
import type { Clock } from "../clock.ts";
import { originOf } from "../floods/origin.ts";
import type { Tries } from "../model/people.ts";
import { TooMany } from "../too_many.ts";
import { hashOf } from "./secret.ts";
import { counting, FORGOTTEN_MS, waitMs } from "./tries.ts";

/** By account: short for passwords, since anybody can make its owner wait, and 1,440 guesses a day find none. */
const perAccount = {
  "sign-in": { free: 5, longest: 60_000 },
  "forgot": { free: 3, longest: 900_000 },
};
type Kind = keyof typeof perAccount;
/** Many may sit behind one address. */
const perAddress = { free: 20, longest: 900_000 };
/** Addresses that are remembered; the one that tried least recently is forgotten first. */
const ADDRESSES = 10_000;

/**
 * Slows down who tries passwords, by account and by address. Those of an account are kept in the store, so that
 * neither a restart nor another instance gives more of them, whether the account exists or not.
 */
export function slowing({ store, clock }: { store: Store; clock: Clock }) {
  const addresses = new Map<string, Tries>();
  const now = () => clock.now().getTime();

  function wait(tries: Tries, rule: typeof perAddress, what: string): void {
    const ms = waitMs(tries, now(), rule);
    if (ms > 0) throw new TooMany(`too many tries ${what}`, Math.ceil(ms / 1_000));
  }

  function remember(network: string, tries: Tries): void {
    addresses.delete(network);
    addresses.set(network, tries);
    if (addresses.size > ADDRESSES) addresses.delete(addresses.keys().next().value!);
  }

  const keyOf = (kind: Kind, email: string) => hashOf(`${kind} ${email}`);

  return {
    /**
     * Counts a try before it is known how it ends, so that many at once are no way around; throws TooMany.
     * What it gives takes the try back from its address.
     */
    async begin(kind: Kind, email: string, address: string): Promise<() => void> {
      const network = originOf(address);
      const from = counting(addresses.get(network), now());
      wait(from, perAddress, "from this address");
      remember(network, { count: from.count + 1, at: now() });
      const key = keyOf(kind, email);
      await store.apply(async (change) => {
        const entry = await store.signInTries.get(key);
        const tries = counting(entry?.value, now());
        wait(tries, perAccount[kind], "with this e-mail address");
        const next = { count: tries.count + 1, at: now() };
        if (entry) store.signInTries.replace(change, entry, next, now() + FORGOTTEN_MS);
        else store.signInTries.create(change, [key], next, now() + FORGOTTEN_MS);
      });
      return () => {
        const { count, at } = counting(addresses.get(network), now());
        remember(network, { count: Math.max(0, count - 1), at });
      };
    },
    /** Forgets in a change what was tried with an e-mail address. */
    forget(change: Change, kind: Kind, email: string): void {
      store.signInTries.remove(change, [keyOf(kind, email)]);
    },
  };
}

export type Slowing = ReturnType<typeof slowing>;
