import type { Person, Role } from "../../../csms/model/people.ts";
import type { Room } from "../room.ts";

export const PASSWORD = "correct horse battery";
export const ADDRESS = "192.0.2.7";

/** Somebody with an account and the password of all tests. */
export const hire = ({ csms }: Room, name: string, role: Role = "admin"): Promise<Person> =>
  csms.people.accounts.create({ email: `${name}@example.org`, name, role, password: PASSWORD });

/** Signs somebody in; gives the secret of the session. */
export async function signIn({ csms }: Room, name: string, password = PASSWORD): Promise<string> {
  const email = `${name}@example.org`;
  const { session } = await csms.people.signIn({ email, password, address: ADDRESS, agent: "T" });
  return session;
}

/** The audit log, the oldest line first: who, what, on what, and what came of it. */
export async function audited({ csms }: Room) {
  const { items } = await csms.audit.find({}, { limit: 100 });
  return items.map(({ by, what, on, outcome }) => ({ by, what, on, outcome })).reverse();
}

/** All that stands in the database, as text. */
export async function everything({ kv }: Room): Promise<string> {
  const parts: string[] = [];
  for await (const { key, value } of kv.list({ prefix: [] })) {
    parts.push(JSON.stringify([key, value]));
  }
  return parts.join("\n");
}
