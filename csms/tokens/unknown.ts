import type { Change } from "../../kv/change.ts";
import type { Store } from "../../kv/mod.ts";
import type { Clock } from "../clock.ts";
import type { TokenStatus } from "../model.ts";
import { tokenKey } from "./store.ts";

/** One that is presented again and again is written once in so many ms. */
const AGAIN_MS = 5_000;
const KEPT_MS = 7 * 86_400_000;
/** Tokens that are remembered so as not to be written again. */
const MOST = 1_000;

/** Tokens that nobody knows, as they were last presented: who runs kvolt may know whose card it was. */
export function unknownTokens({ store, clock }: { store: Store; clock: Clock }) {
  const written = new Map<string, number>();

  return {
    /** Adds to a change that a token nobody knows was presented, and what was answered. */
    presented(change: Change, token: string, station: string, status: TokenStatus): void {
      const now = clock.now().getTime();
      const key = tokenKey(token);
      if (!change.again && Math.abs(now - (written.get(key) ?? -AGAIN_MS)) < AGAIN_MS) return;
      written.delete(key);
      written.set(key, now);
      if (written.size > MOST) written.delete(written.keys().next().value!);
      const seen = { token, station, status, at: new Date(now).toISOString() };
      store.unknownTokens.put(change, [key], seen, now + KEPT_MS);
      change.record("token.unknown", { token, status }, station);
    },
    /** Up to 200 of the last week, the latest first. */
    async list() {
      const { items } = await store.unknownTokens.page([], { limit: 200 });
      return items.map(({ value }) => value).sort((a, b) => b.at.localeCompare(a.at));
    },
  };
}

export type UnknownTokens = ReturnType<typeof unknownTokens>;
