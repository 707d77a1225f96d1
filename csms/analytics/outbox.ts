import { monotonicFactory } from "ulid";
import type { Change } from "../../kv/change.ts";
import type { Store } from "../../kv/mod.ts";
import type { Transaction } from "../model.ts";
import { tallyOf } from "./tally.ts";

/**
 * Notes, in the commit that changes a transaction, what the rollups have to take back and to add. They are
 * changed later, by one at a time: a key that every station writes would hold up all commits.
 */
export function counting({ tallies }: Pick<Store, "tallies">) {
  // Ids are unique, no secret: without the cryptographic source they cost a third.
  const ulid = monotonicFactory(Math.random);

  /** Gives the transaction as it is to be stored: an ended one says that it is counted. */
  return function counted(
    change: Change,
    before: Transaction | undefined,
    after: Transaction,
  ): Transaction {
    const minus = before?.counted ? tallyOf(before) : undefined;
    const plus = tallyOf(after);
    if (!minus && !plus) return after;
    if (JSON.stringify(minus) !== JSON.stringify(plus)) {
      tallies.put(change, [ulid()], { ...(minus ? { minus } : {}), ...(plus ? { plus } : {}) });
    }
    const { counted: _, ...rest } = after;
    return plus ? { ...rest, counted: true } : rest;
  };
}
