// deno-lint-ignore-file no-explicit-any
import { type Instead } from "../../../main.ts";
import { kvolt, type TestKvolt } from "../../support/kvolt.ts";

export const PASSWORD = "correct horse battery";

/** What a browser got. */
export interface Got {
  readonly status: number;
  readonly body: any;
  readonly headers: Headers;
  /** The cookie as it was set, with its attributes. */
  readonly cookie: string | null;
}

/** A program that keeps the cookie it is given, as browsers do. */
export interface Browser {
  /** The secret of its session. */
  session(): string | undefined;
  /** Asks a path under `/api/v1`. */
  ask(
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<Got>;
}

/** A browser on a kvolt; with a session where one is given. */
export function browser({ api }: Pick<TestKvolt, "api">, session?: string): Browser {
  let held = session;
  return {
    session: () => held,
    async ask(method, path, body, more = {}) {
      const headers = new Headers(more);
      if (held !== undefined) headers.set("cookie", `other=1; kvolt-session=${held}`);
      if (body !== undefined) headers.set("content-type", "application/json");
      const sent = body === undefined ? {} : { body: JSON.stringify(body) };
      const response = await fetch(api + path, { method, headers, ...sent });
      const cookie = response.headers.get("set-cookie");
      if (cookie) held = /^kvolt-session=([^;]*)/.exec(cookie)?.[1] || undefined;
      const text = await response.text();
      const json = /json/.test(response.headers.get("content-type") ?? "");
      return {
        ...{ status: response.status, body: json ? JSON.parse(text) : text },
        ...{ headers: response.headers, cookie },
      };
    },
  };
}

/** A kvolt with people, each with the password of all tests, and whatever is started instead. */
export async function staffed(
  people: Record<string, "admin" | "operator" | "viewer" | "driver">,
  env: Record<string, string> = {},
  instead: Instead = {},
) {
  const running = await kvolt(env, instead);
  const ids: Record<string, string> = {};
  for (const [name, role] of Object.entries(people)) {
    const input = { email: `${name}@example.org`, name, role, password: PASSWORD };
    ids[name] = (await running.csms.people.accounts.create(input)).id;
  }
  return {
    ...running,
    ids,
    /** A browser in which somebody is signed in. */
    async signedIn(name: string): Promise<Browser> {
      const own = browser(running);
      const given = { email: `${name}@example.org`, password: PASSWORD };
      const { status } = await own.ask("POST", "/sign-in", given);
      if (status !== 200) throw new Error(`${name} cannot sign in: ${status}`);
      return own;
    },
    [Symbol.asyncDispose]: running.stop,
  };
}
