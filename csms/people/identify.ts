import type { ApiToken } from "../api_token.ts";
import type { Config } from "../config.ts";
import type { Caller } from "../model/people.ts";

/** What a request says of who sends it. */
export interface Credentials {
  /** After `Bearer`. */
  readonly bearer?: string;
  /** The value of the session's cookie. */
  readonly session?: string;
}

const developer: Caller = { kind: "development", id: "", name: "development", access: "admin" };
const operator: Caller = { kind: "environment", id: "", name: "API_TOKEN", access: "admin" };

/** Says who asks; in development that is whoever is on this machine. */
export function identifying({ config, token }: { config: Config; token: ApiToken | undefined }) {
  return ({ bearer }: Credentials): Promise<Caller | undefined> => {
    if (config.dev) return Promise.resolve(developer);
    return Promise.resolve(bearer !== undefined && token?.accepts(bearer) ? operator : undefined);
  };
}
