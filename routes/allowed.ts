import type { Context } from "hono";
import type { Access, Caller } from "../csms/model/people.ts";
import { holds } from "../csms/people/caller.ts";
import { Problem } from "./problem.ts";

/** Who asks; undefined where nobody has said who they are. */
export const callerOf = (context: Context): Caller | undefined => context.get("caller");

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
  if (!holds(caller.access, needed)) {
    throw new Problem(
      "forbidden",
      `this needs the right to ${needed}, and ${caller.name} has ${caller.access}`,
    );
  }
  const { stations } = caller;
  const here = station !== undefined && stations?.includes(station);
  // What is one's own is about no station.
  if (!stations || here || needed === "own") return;
  const where = station === undefined ? "is about all stations" : `is about ${station}`;
  throw new Problem(
    "forbidden",
    `${caller.name} is good for ${stations.join(", ")} alone, and this ${where}`,
  );
}
