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

/** Why a caller may not do what needs that right, on that station or on all where none is named; undefined where it may. */
export function forbidding(
  { name, access, stations }: Caller,
  needed: Access,
  station: string | undefined,
): string | undefined {
  if (!holds(access, needed)) return `this needs the right to ${needed}, and ${name} has ${access}`;
  const here = station !== undefined && stations?.includes(station);
  // What is one's own is about no station.
  if (!stations || here || needed === "own") return undefined;
  const where = station === undefined ? "is about all stations" : `is about ${station}`;
  return `${name} is good for ${stations.join(", ")} alone, and this ${where}`;
}

/** A caller as the audit log names it. */
export function doer({ kind, id, name }: Caller): Doer {
  return { kind, id, name };
}
