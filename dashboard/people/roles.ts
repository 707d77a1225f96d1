import type { Person, Role } from "../../csms/model/people.ts";
import type { State } from "../parts/state.tsx";

/** What each role may, in words. */
export const roles: Readonly<Record<Role, string>> = {
  driver: "driver: charges, and sees that alone",
  viewer: "viewer: sees everything, changes nothing",
  operator: "operator: steers stations and tags too",
  admin: "admin: everything, people too",
};

/** Whether somebody can sign in, in words. */
export function personState({ status, passwordSet }: Person): State {
  if (status === "suspended") return { tone: "bad", word: "Suspended" };
  return passwordSet
    ? { tone: "good", word: "Active" }
    : { tone: "warn", word: "Has not set a password yet" };
}
