import type { Context } from "hono";
import type { Access, Caller } from "../csms/model/people.ts";
import { forbidding } from "../csms/people/caller.ts";
import { Problem } from "./problem.ts";

/** Who asks; undefined where nobody has said who they are. */
const callerOf = (context: Context): Caller | undefined => context.get("caller");

/** Who asks, where somebody has to; throws the problem `unauthorized`. */
export function knownCaller(context: Context): Caller {
  const caller = callerOf(context);
  if (caller) return caller;
  throw new Problem(
    "unauthorized",
    "Authorization: Bearer <API token>, or the cookie of a session",
  );
}

/** Throws the problem `forbidden` where a caller may not do what needs that right, or not on that station. */
export function demand(caller: Caller, needed: Access, station: string | undefined): void {
  const why = forbidding(caller, needed, station);
  if (why !== undefined) throw new Problem("forbidden", why);
}
