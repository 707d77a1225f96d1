import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import type { Store } from "../kv/mod.ts";
import type { Config } from "./config.ts";

const digest = (token: string) => createHash("sha256").update(token).digest();

/** Who holds the token may use REST. */
export interface ApiToken {
  /** Whether a token is the right one; takes as long for a wrong one. */
  accepts(token: string): boolean;
  /** The token itself where it was made just now: it is kept only as a hash and shown this once. */
  readonly made?: string;
}

/** The token of API_TOKEN, else one that is made at the first start; undefined in development, which is open. */
export async function apiToken(store: Store, config: Config): Promise<ApiToken | undefined> {
  if (config.dev) return undefined;
  if (config.API_TOKEN !== undefined) return holding(digest(config.API_TOKEN));
  const made = randomBytes(20).toString("hex");
  const kept = await store.apply(async (change) => {
    const entry = await store.meta.get("apiToken");
    if (entry) return entry.value as Uint8Array;
    store.meta.create(change, ["apiToken"], new Uint8Array(digest(made)));
    return undefined;
  });
  return kept ? holding(kept) : { ...holding(digest(made)), made };
}

function holding(expected: Uint8Array): ApiToken {
  return { accepts: (token) => timingSafeEqual(digest(token), expected) };
}
