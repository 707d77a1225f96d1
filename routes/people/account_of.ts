import type { Context } from "hono";
import type { Csms } from "../../csms/mod.ts";
import type { Person } from "../../csms/model/people.ts";
import { knownCaller } from "../allowed.ts";
import { unknown } from "../problem.ts";

/** The account of whoever asks; throws the problem `unknown` for tokens and the developer, who have none. */
export async function accountOf({ people }: Csms, context: Context): Promise<Person> {
  const { kind, id, name } = knownCaller(context);
  const known = kind === "account" ? await people.accounts.get(id) : undefined;
  if (!known) throw unknown(`${name} has no account`);
  return known;
}
