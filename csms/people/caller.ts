import type { Access, Caller, Doer, Role } from "../model/people.ts";

const ranks: readonly Access[] = ["open", "own", "read", "operate", "admin"];

/** What each role may. */
export const rights: Readonly<Record<Role, Caller["access"]>> = {
  driver: "own",
  viewer: "read",
  operator: "operate",
  admin: "admin",
};

/** Whether a right holds another one. */
export function holds(has: Access, needed: Access): boolean {
  return ranks.indexOf(has) >= ranks.indexOf(needed);
}

/** A caller as the audit log names it. */
export function doer({ kind, id, name }: Caller): Doer {
  return { kind, id, name };
}
