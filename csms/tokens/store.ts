import type { Change } from "../../kv/change.ts";
import type { Store } from "../../kv/mod.ts";
import type { Clock } from "../clock.ts";
import type { Token } from "../model.ts";

/** What an operator gives for a token; everything else is kvolt's. */
export type TokenInput = Pick<Token, "id" | "status"> & Partial<Omit<Token, "id" | "status">>;

/** Another token has this id or alias already. */
class TokenTaken extends Error {
  override name = "TokenTaken";
}

/** Tokens compare without case: stations change it (quirk 36). */
export const tokenKey = (id: string): string => id.trim().toLowerCase();

/** The tokens an operator keeps; every change makes the cache forget what it knew, at once. */
export function tokenStore({ store, clock }: { store: Store; clock: Clock }) {
  /** The token that is presented as `id`, by its own name or an alias. */
  async function find(id: string) {
    const key = tokenKey(id);
    const own = await store.tokens.get(key);
    if (own) return own;
    const alias = await store.tokenAliases.get(key);
    return alias ? await store.tokens.get(alias.value) : null;
  }

  /** Drops cached decisions on a token and its aliases. */
  function forget(change: Change, token: Token): void {
    for (const name of [token.id, ...token.aliases]) {
      store.idTagCache.remove(change, [tokenKey(name)]);
    }
  }

  function unlink(change: Change, token: Token): void {
    for (const alias of token.aliases) store.tokenAliases.remove(change, [tokenKey(alias)]);
  }

  async function link(change: Change, token: Token): Promise<void> {
    for (const alias of token.aliases) {
      const key = tokenKey(alias);
      const owner = await find(alias);
      if (owner && owner.value.id !== token.id) {
        throw new TokenTaken(`${alias} belongs to the token ${owner.value.id} already`);
      }
      if (!owner) {
        // Nobody else may take the name before this is written.
        store.tokens.absent(change, [key]);
        store.tokenAliases.absent(change, [key]);
      }
      store.tokenAliases.put(change, [key], tokenKey(token.id));
    }
  }

  /** Aliases without the id itself, each once. */
  function distinct(id: string, aliases: readonly string[]): string[] {
    const names = new Map(aliases.map((alias) => [tokenKey(alias), alias.trim()]));
    names.delete(tokenKey(id));
    return [...names.values()];
  }

  return {
    find,
    page: (options: { limit: number; cursor?: string }) =>
      store.tokens.page([], { ...options, reverse: false }),
    /** Creates or replaces a token; throws TokenTaken. */
    put: (input: TokenInput): Promise<Token> =>
      store.apply(async (change) => {
        const at = clock.now().toISOString();
        const alias = await store.tokenAliases.get(tokenKey(input.id));
        if (alias) throw new TokenTaken(`${input.id} is an alias of the token ${alias.value}`);
        const old = await store.tokens.get(tokenKey(input.id));
        const token: Token = {
          ...input,
          id: old?.value.id ?? input.id.trim(),
          aliases: distinct(input.id, input.aliases ?? []),
          createdAt: old?.value.createdAt ?? at,
          changedAt: at,
        };
        if (old) {
          forget(change, old.value);
          unlink(change, old.value);
          store.tokens.replace(change, old, token);
        } else {
          store.tokens.create(change, [tokenKey(token.id)], token);
          store.tokenAliases.absent(change, [tokenKey(token.id)]);
        }
        forget(change, token);
        await link(change, token);
        store.unknownTokens.remove(change, [tokenKey(token.id)]);
        change.record("token.changed", { token: token.id, status: token.status });
        return token;
      }),
    /** Removes a token; false where there is none of that id. */
    remove: (id: string): Promise<boolean> =>
      store.apply(async (change) => {
        const old = await store.tokens.get(tokenKey(id));
        if (!old) return false;
        forget(change, old.value);
        unlink(change, old.value);
        store.tokens.removeEntry(change, old);
        change.record("token.removed", { token: old.value.id });
        return true;
      }),
  };
}

export type TokenStore = ReturnType<typeof tokenStore>;
