import { getLogger } from "@logtape/logtape";
import { ulid } from "ulid";
import type { Store } from "../../kv/mod.ts";
import { actingFor } from "../audit/acting.ts";
import type { Clock } from "../clock.ts";
import type { ApiToken } from "../model/people.ts";
import { hashOf, newSecret } from "./secret.ts";

const log = getLogger(["kvolt", "people"]);
/** Whoever finds one knows what it is, and so do programs that look for secrets. */
const PREFIX = "kvolt_";
/** That a token is used is written this often. */
const USED_MS = 60_000;

/** What is said of a token when it is made. */
export type ApiTokenInput = Pick<ApiToken, "name" | "scope" | "stations" | "expiresAt">;

/** A token as anybody is shown it. */
export type ShownApiToken = Omit<ApiToken, "hash">;

const shown = ({ hash: _, ...token }: ApiToken): ShownApiToken => token;

/** Tokens of programs: named, for some of the rights, maybe of some stations, maybe for a time. */
export function apiTokenRules({ store, clock }: { store: Store; clock: Clock }) {
  const now = () => clock.now().getTime();

  /** Where it is still there; that it fails keeps nobody out. */
  async function use(id: string): Promise<void> {
    try {
      await store.apply(async (change) => {
        const entry = await store.apiTokens.get(id);
        const usedAt = clock.now().toISOString();
        if (entry) store.apiTokens.replace(change, entry, { ...entry.value, usedAt });
      });
    } catch (error) {
      log.warn("an API token that was used could not be written: {error}", { error });
    }
  }

  return {
    /** The token of that secret, where it is good now. */
    async find(secret: string): Promise<ApiToken | undefined> {
      if (!secret.startsWith(PREFIX)) return undefined;
      const id = await store.apiTokenHashes.get(hashOf(secret));
      const token = id && (await store.apiTokens.get(id.value))?.value;
      if (!token || token.expiresAt && Date.parse(token.expiresAt) <= now()) return undefined;
      const usedAt = token.usedAt === undefined ? -Infinity : Date.parse(token.usedAt);
      if (Math.abs(now() - usedAt) > USED_MS) await use(token.id);
      return token;
    },
    async get(id: string): Promise<ShownApiToken | undefined> {
      const entry = await store.apiTokens.get(id);
      return entry ? shown(entry.value) : undefined;
    },
    /** The newest first, those that have expired too. */
    async page(options: { limit: number; cursor?: string }) {
      const { items, next } = await store.apiTokens.page([], options);
      return { items: items.map(({ value }) => shown(value)), next };
    },
    /** Makes one; its secret is given this once and kept nowhere. */
    create: (input: ApiTokenInput): Promise<{ secret: string; token: ShownApiToken }> =>
      store.apply((change) => {
        const { secret, hash } = newSecret(PREFIX);
        const { name, scope, stations, expiresAt } = input;
        const by = actingFor();
        const token: ApiToken = {
          ...{ id: ulid(now()), name, scope, hash, createdAt: clock.now().toISOString() },
          ...(stations ? { stations } : {}),
          ...(expiresAt ? { expiresAt } : {}),
          ...(by ? { by } : {}),
        };
        store.apiTokens.create(change, [token.id], token);
        store.apiTokenHashes.create(change, [hash], token.id);
        return Promise.resolve({ secret, token: shown(token) });
      }),
    /** Ends one for good, from the next request on; false where there is none. */
    revoke: (id: string): Promise<boolean> =>
      store.apply(async (change) => {
        const entry = await store.apiTokens.get(id);
        if (!entry) return false;
        store.apiTokens.removeEntry(change, entry);
        store.apiTokenHashes.remove(change, [entry.value.hash]);
        return true;
      }),
  };
}

export type ApiTokens = ReturnType<typeof apiTokenRules>;
