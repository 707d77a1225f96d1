// deno-lint-ignore-file no-explicit-any
import { browser, PASSWORD } from "../routes/people/browser.ts";
import type { TestKvolt } from "../support/kvolt.ts";

/** Somebody at a screen, who is signed in. */
export interface Person {
  /** The secret of the session. */
  readonly session: string;
  /** Asks REST; throws where it is refused. */
  ask(method: string, path: string, body?: unknown): Promise<any>;
  /** Puts a file; throws where it is refused. */
  upload(path: string, bytes: Uint8Array<ArrayBuffer>): Promise<void>;
}

/** Where people sit. */
export const DESK = "192.168.1.10";
const agent = "Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0";
const headers = { "x-forwarded-for": DESK, "user-agent": agent };

const emailOf = (name: string): string => `${name.toLowerCase()}@example.org`;

async function entering(csms: TestKvolt, path: string, given: unknown): Promise<Person> {
  const own = browser(csms);
  async function ask(method: string, path: string, body?: unknown) {
    const got = await own.ask(method, path, body, headers);
    if (got.status < 400) return got.body;
    throw new Error(`${method} ${path}: ${got.status} ${JSON.stringify(got.body)}`);
  }
  await ask("POST", path, given);
  const session = own.session()!;
  return {
    ...{ ask, session },
    async upload(path, body) {
      const cookie = `kvolt-session=${session}`;
      const type = "application/octet-stream";
      const sent = { ...headers, cookie, "content-type": type };
      const response = await fetch(csms.api + path, { method: "PUT", headers: sent, body });
      if (!response.ok) throw new Error(`PUT ${path}: ${await response.text()}`);
      await response.body?.cancel();
    },
  };
}

export const signedIn = (csms: TestKvolt, name: string): Promise<Person> =>
  entering(csms, "/sign-in", { email: emailOf(name), password: PASSWORD });

/** Makes the first account by the link that kvolt prints. */
export const firstOf = (csms: TestKvolt, name: string, token: string): Promise<Person> =>
  entering(csms, "/setup", { token, name, email: emailOf(name), password: PASSWORD });

/** Gives others an account. */
export async function staff(admin: Person): Promise<void> {
  const others = [
    ["Ben", "operator", ["04C7D2E8"]],
    ["Carla", "driver", ["0417FA60"]],
    ["Deniz", "driver", ["049E5D33"]],
    ["Emil", "viewer", []],
  ] as const;
  for (const [name, role, tags] of others) {
    const account = { name, role, tags, email: emailOf(name), password: PASSWORD };
    await admin.ask("POST", "/accounts", account);
  }
}
