import type { Store } from "../../kv/mod.ts";
import type { Links } from "../links.ts";
import type { Transaction } from "../model.ts";
import type { Registry } from "../stations/registry.ts";
import type { Shown } from "../stations/shown.ts";
import type { Decisions } from "../tokens/decide.ts";
import { tokenKey, type TokenStore } from "../tokens/store.ts";
import { transactionsOfTokens } from "../transactions/of_tokens.ts";
import type { Records } from "../transactions/records.ts";
import { type DecidedTag, type Place, placesOf } from "./places.ts";

const AT_ONCE = 200;

/** What people do who charge: all of it is asked by their own tags, and tells of nobody else's. */
export function drivingRules({ store, tokens, decisions, registry, ...base }: {
  store: Store;
  links: Links;
  tokens: TokenStore;
  decisions: Decisions;
  registry: Registry;
  records: Records;
  shown: Shown;
}) {
  const placeOf = placesOf({ store, ...base });

  return {
    /** Tags by their own ids, each once, whatever spelling or alias they were given by. */
    async named(tags: readonly string[]): Promise<string[]> {
      const known = await Promise.all(tags.map((tag) => tokens.find(tag)));
      const names = tags.map((tag, at) => known[at]?.value.id ?? tag.trim());
      return [...new Map(names.map((name) => [tokenKey(name), name])).values()];
    },
    isOneOf: (tags: readonly string[], token: string): boolean =>
      tags.some((tag) => tokenKey(tag) === tokenKey(token)),
    /** What is decided of each tag, as such. */
    decided: (tags: readonly string[]): Promise<DecidedTag[]> =>
      Promise.all(tags.map(async (token) => ({
        token,
        decision: await decisions.decideAlone(token),
      }))),
    /** A station as a place to charge at; undefined where there is none for these tags. */
    async place(station: string, tags: readonly DecidedTag[]): Promise<Place | undefined> {
      const known = await registry.get(station);
      return known && await placeOf(known, tags);
    },
    /** Every station where one of the tags may charge, by id. */
    async places(tags: readonly DecidedTag[]): Promise<Place[]> {
      const places: Place[] = [];
      let cursor: string | undefined;
      do {
        const page = await registry.page({ limit: AT_ONCE, ...(cursor ? { cursor } : {}) });
        const some = await Promise.all(page.items.map(({ value }) => placeOf(value, tags)));
        places.push(...some.filter((place) => place !== undefined));
        cursor = page.next ?? undefined;
      } while (cursor);
      return places;
    },
    /** Why a tag may not start there now, in the word that the station would be told; undefined where it may. */
    async refusal(station: string, token: string, evse: number): Promise<string | undefined> {
      const { status } = await store.apply((change) =>
        decisions.decideStart(change, token, station, [], { evse })
      );
      return status === "Accepted" ? undefined : status;
    },
    /** What these tags have running, the newest first. */
    async running(tags: readonly string[]): Promise<Transaction[]> {
      const ids = await Promise.all(
        tags.map((tag) =>
          Array.fromAsync(store.openByToken.each([tokenKey(tag)]), ({ value }) => value)
        ),
      );
      const entries = await store.transactions.getMany(ids.flat().map((id) => [id]));
      return entries.flatMap((entry) => entry ? [entry.value] : [])
        .sort((a, b) => a.startedAt < b.startedAt ? 1 : -1);
    },
    /** All that these tags have charged, the newest first. */
    history: transactionsOfTokens(store),
  };
}
