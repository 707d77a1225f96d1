import type { Change } from "../../kv/change.ts";
import type { Auditing } from "../audit/acting.ts";
import type { Account, Doer } from "../model/people.ts";

/** What is done with an account by whoever has shown that it is theirs, or has failed to. */
export interface Noted {
  readonly what: string;
  readonly account?: Account;
  /** What was typed, where no account is known. */
  readonly email?: string;
  readonly address?: string;
}

/** Whoever has an account, as the audit log names them. */
const doerOf = ({ id, name }: Account): Doer => ({ kind: "account", id, name });

/** Writes what comes before there is a caller: signing in, failing to, links that are used. */
export function noting(audit: Auditing) {
  return (change: Change, noted: Noted, outcome: string): void => {
    const { what, account, email, address } = noted;
    const known = account !== undefined && outcome === "done";
    const by: Doer = known
      ? doerOf(account)
      : { kind: "address", id: address ?? "", name: address ?? "" };
    const on: Record<string, string> = {
      ...(account ? { account: account.id } : {}),
      ...(email === undefined ? {} : { email }),
    };
    audit.note(change, { by, ...(address ? { address } : {}), what, on }, outcome);
  };
}

export type Noting = ReturnType<typeof noting>;
