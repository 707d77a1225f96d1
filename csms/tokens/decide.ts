import { getLogger } from "@logtape/logtape";
import type { Change } from "../../kv/change.ts";
import type { Store } from "../../kv/mod.ts";
import type { Clock } from "../clock.ts";
import type { Config } from "../config.ts";
import type { Decision } from "../model.ts";
import { authority } from "./authority.ts";
import { masterPass } from "./master_pass.ts";
import type { RemoteTags } from "./remote_tag.ts";
import { tokenKey, type TokenStore } from "./store.ts";
import type { UnknownTokens } from "./unknown.ts";

const log = getLogger(["kvolt", "tokens"]);

/** How a token is presented, where the station says. */
interface Presented {
  /** The kind of identifier, in the words of 2.x. */
  readonly type?: string;
  readonly evse?: number;
}

/** A decision that holds at a station, for a token of that kind. */
function within(decision: Decision, station: string, { type, evse }: Presented): Decision {
  if (decision.status !== "Accepted") return decision;
  // Another kind of identifier with the same digits is another token (2.x part 2, IdTokenType).
  const other = type !== undefined && decision.type !== undefined && type !== "Central" &&
    type.toLowerCase() !== decision.type.toLowerCase();
  if (other) return { ...decision, status: "Invalid" };
  if (!decision.places) return decision;
  const here = decision.places.find((place) => place.station === station);
  if (!here) return { ...decision, status: "NotAtThisLocation" };
  const refused = evse !== undefined && evse > 0 && here.evses && !here.evses.includes(evse);
  return refused ? { ...decision, status: "NotAllowedTypeEVSE" } : { ...decision, places: [here] };
}

/** Transactions that a token of ours may have open where nothing else is said of it. */
const CONCURRENT = 1;

/**
 * Decides on a token in one place for every message that carries one: the id-tag cache, then the
 * token store, then the external authority, then the default policy.
 */
export function decisions({ store, clock, config, tokens, remoteTags, unknown }: {
  store: Store;
  clock: Clock;
  config: Config;
  tokens: TokenStore;
  remoteTags: RemoteTags;
  unknown: UnknownTokens;
}) {
  const ask = authority({ config, clock });
  const isMasterPass = masterPass(store);
  const counts = { hits: 0, misses: 0 };

  const isOver = (time: string | undefined): boolean =>
    time !== undefined && Date.parse(time) <= clock.now().getTime();

  /** What holds now of a decision that was made earlier: neither the token nor its parent may be over since. */
  async function current(decision: Decision): Promise<Decision> {
    const { status, source, expiresAt, parent } = decision;
    if (status !== "Accepted") return decision;
    if (isOver(expiresAt)) return { ...decision, status: "Expired" };
    const group = source === "local" && parent ? (await tokens.find(parent))?.value : undefined;
    const refused = group && (group.status === "Blocked" || isOver(group.expiresAt));
    return refused ? { ...decision, status: "Blocked" } : decision;
  }

  /** A default that was cached under another policy, or before there was an authority, is no decision now. */
  function stillHolds({ source, status }: Decision): boolean {
    return source !== "default" || (!ask && status === config.AUTH_UNKNOWN);
  }

  async function decideAfresh(
    change: Change,
    id: string,
    station: string | undefined,
  ): Promise<Decision & { uncached?: true }> {
    const known = await tokens.find(id);
    if (known) {
      // A token that changes between here and the commit must not leave the old decision cached.
      change.checks.push({ key: known.key, versionstamp: known.versionstamp });
      const { status, expiresAt, parent, type, languages, places } = known.value;
      return {
        ...{ status, expiresAt, parent, source: "local" },
        ...(type ? { type } : {}),
        ...(languages?.length ? { languages } : {}),
        ...(places ? { places } : {}),
      };
    }
    store.tokens.absent(change, [tokenKey(id)]);
    store.tokenAliases.absent(change, [tokenKey(id)]);
    const fallback: Decision = { status: config.AUTH_UNKNOWN, source: "default" };
    if (!ask) return fallback;
    try {
      const verdict = await change.once(`authority ${id}`, () => ask(id, station));
      return { ...verdict, source: "external" };
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      log.warn("the authority did not decide on {id}: {reason}; the default holds: {status}", {
        id,
        reason,
        status: fallback.status,
      });
      change.record("authority.down", { reason }, station);
      return { ...fallback, uncached: true };
    }
  }

  /** The decision on a token as such; whether it may start one more transaction is asked apart. */
  async function decide(
    change: Change,
    id: string,
    station: string,
    presented: Presented = {},
  ): Promise<Decision> {
    const from = await store.stations.get(station);
    if (from?.value.registration !== "Accepted") return { status: "Invalid", source: "default" };
    // Nobody is asked who it is where a button starts (2.x, C02).
    if (presented.type === "NoAuthorization") return { status: "Accepted", source: "default" };
    const meant = remoteTags.meant(station, id);
    const decision = await lookUp(change, meant, station);
    if (decision.source === "default") unknown.presented(change, meant, station, decision.status);
    return within(decision, station, presented);
  }

  async function lookUp(
    change: Change,
    id: string,
    station: string | undefined,
  ): Promise<Decision> {
    const cached = await store.idTagCache.get(tokenKey(id));
    if (cached && stillHolds(cached.value)) {
      counts.hits++;
      return current(cached.value);
    }
    counts.misses++;
    const { uncached, ...decision } = await decideAfresh(change, id, station);
    if (!uncached) {
      const until = clock.now().getTime() + config.ID_TAG_CACHE_HOURS * 3_600_000;
      store.idTagCache.put(change, [tokenKey(id)], decision, until);
    }
    return current(decision);
  }

  return {
    counts,
    decide,
    /** The decision on a token that no station presents, cached as any other. */
    decideAlone: (id: string): Promise<Decision> =>
      store.apply((change) => lookUp(change, id, undefined)),
    /** What the id-tag cache holds on a token, with the time it forgets it. */
    async cached(id: string): Promise<Decision & { cachedUntil: string } | undefined> {
      const entry = await store.idTagCache.get(tokenKey(id));
      return entry && stillHolds(entry.value)
        ? { ...await current(entry.value), cachedUntil: new Date(entry.expiresAt!).toISOString() }
        : undefined;
    },
    /** Whether a token ends every transaction of a station, and starts none. */
    async endsAny(change: Change, id: string, station: string): Promise<boolean> {
      return await isMasterPass(station, (await lookUp(change, id, station)).parent);
    },
    /** As `decide`, `Invalid` where the token may only end transactions, and `ConcurrentTx` where it has all open that it may. */
    async decideStart(
      change: Change,
      id: string,
      station: string,
      ending: readonly string[],
      presented: Presented = {},
    ): Promise<Decision> {
      const decision = await decide(change, id, station, presented);
      if (decision.status !== "Accepted") return decision;
      if (await isMasterPass(station, decision.parent)) return { ...decision, status: "Invalid" };
      const token = await tokens.find(id);
      // Only a token of ours has a limit: the default policy and the authority count nothing.
      if (!token) return decision;
      // Of two starts at the same instant the later counts the earlier one.
      await store.tokens.claim(change, token);
      const allowed = token.value.concurrent ?? CONCURRENT;
      let others = 0;
      for await (const { value } of store.openByToken.each([tokenKey(token.value.id)])) {
        if (!ending.includes(value)) others++;
        if (others >= allowed) break;
      }
      return others >= allowed ? { ...decision, status: "ConcurrentTx" } : decision;
    },
  };
}

export type Decisions = ReturnType<typeof decisions>;
