import { createHash, timingSafeEqual } from "node:crypto";
import type { Config } from "../config.ts";
import type { Caller } from "../model/people.ts";
import type { ApiTokens } from "./api_tokens.ts";
import { rights } from "./caller.ts";
import type { Sessions } from "./sessions.ts";

/** What a request says of who sends it. */
export interface Credentials {
  /** After `Bearer`. */
  readonly bearer?: string;
  /** The value of the session's cookie. */
  readonly session?: string;
}

const developer: Caller = { kind: "development", id: "", name: "development", access: "admin" };
const operator: Caller = { kind: "environment", id: "", name: "API_TOKEN", access: "admin" };

const digest = (token: string) => createHash("sha256").update(token).digest();

/** Says who asks, as it is now; in development that is whoever is on this machine and says nothing else. */
export function identifying({ config, sessionOf, tokenOf }: {
  config: Config;
  sessionOf: Sessions["find"];
  tokenOf: ApiTokens["find"];
}) {
  const expected = config.API_TOKEN === undefined ? undefined : digest(config.API_TOKEN);

  async function byToken(secret: string): Promise<Caller | undefined> {
    if (expected !== undefined && timingSafeEqual(digest(secret), expected)) return operator;
    const token = await tokenOf(secret);
    if (!token) return undefined;
    const { id, name, scope: access, stations } = token;
    return { kind: "token", id, name, access, ...(stations ? { stations } : {}) };
  }

  async function bySession(secret: string): Promise<Caller | undefined> {
    const signedIn = await sessionOf(secret);
    if (!signedIn) return undefined;
    const { account: { id, name, role }, session } = signedIn;
    return { kind: "account", id, name, access: rights[role], session: session.id };
  }

  return async ({ bearer, session }: Credentials): Promise<Caller | undefined> => {
    // Whoever shows a token wants to be taken for its holder, whatever cookie comes along.
    const caller = bearer !== undefined
      ? await byToken(bearer)
      : session !== undefined
      ? await bySession(session)
      : undefined;
    return caller ?? (config.dev ? developer : undefined);
  };
}
