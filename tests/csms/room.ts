import assert from "node:assert/strict";
import type { Change } from "../../kv/change.ts";
import { openStore, type Store, type StoreOptions } from "../../kv/mod.ts";
import type { Event } from "../../csms/events.ts";
import { readConfig } from "../../csms/config.ts";
import { localLinks } from "../../csms/links.ts";
import { createCsms, type Csms } from "../../csms/mod.ts";
import type { Decision } from "../../csms/model.ts";
import { type FakeClock, fakeClock } from "../support/clock.ts";

/** The rules over a store in memory, without a network. */
export interface Room extends AsyncDisposable {
  readonly csms: Csms;
  readonly store: Store;
  readonly kv: Deno.Kv;
  readonly clock: FakeClock;
  /** Every event so far, telemetry too. */
  readonly events: readonly Event[];
  /** Runs a rule on a change of its own and commits it. */
  apply<T>(work: (change: Change) => T | Promise<T>): Promise<T>;
  /** Makes a station known and accepted. */
  station(id?: string): Promise<string>;
  /** What CP-1 is answered on a token. */
  decide(token: string, station?: string): Promise<Decision>;
  /** Starts a transaction of a token at an EVSE; gives its id. */
  start(token: string, evse?: number, station?: string): Promise<string>;
}

/** A room of the rules; `kv` may be given where several share one. */
export async function room(
  env: Record<string, string> = {},
  { kv, clock = fakeClock(), wrap = (kv) => kv, ...options }: {
    kv?: Deno.Kv;
    clock?: FakeClock;
    wrap?: (kv: Deno.Kv) => Deno.Kv;
  } & Partial<StoreOptions> = {},
): Promise<Room> {
  const shared = kv !== undefined;
  const database = kv ?? await Deno.openKv(":memory:");
  const store = openStore(wrap(database), { now: clock.now, exclusive: true, ...options });
  const csms = createCsms({ store, links: localLinks(), clock, config: readConfig(env) });
  const events: Event[] = [];
  csms.journal.subscribe((event) => events.push(event));

  const self: Room = {
    ...{ csms, store, kv: database, clock, events },
    apply: (work) => csms.apply((change) => Promise.resolve(work(change))),
    async station(id = "CP-1") {
      await csms.stations.register(id);
      return id;
    },
    decide: (token, station = "CP-1") =>
      csms.apply((change) => csms.tokens.decide(change, token, station)),
    async start(token, evse = 1, station = "CP-1") {
      const at = clock.now();
      const key = `start|${evse}|${token}|${at.toISOString()}|${crypto.randomUUID()}`;
      const { transaction } = await self.apply((change) =>
        csms.transactions.started(change, {
          ...{ station, evse, connector: 1, token, meterStart: 0, at, key },
        })
      );
      return transaction.id;
    },
    async [Symbol.asyncDispose]() {
      csms.stop();
      await csms.analytics.counted;
      await store.drain();
      if (!shared) store.close();
    },
  };
  return self;
}

/** The events of one type, in order. */
export function of({ events }: Room, type: Event["type"]): readonly Event[] {
  return events.filter((event) => event.type === type);
}

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

/** Walks a list page by page, `limit` at a time; no page may be longer, nor empty before the end. */
export async function pages<T>(
  page: (options: { limit: number; cursor?: string }) => Promise<
    { readonly items: readonly T[]; readonly next: string | null }
  >,
  limit: number,
): Promise<T[]> {
  const found: T[] = [];
  let cursor: string | undefined;
  do {
    const { items, next } = await page({ limit, ...(cursor ? { cursor } : {}) });
    assert.ok(items.length <= limit && (items.length > 0 || next === null));
    found.push(...items);
    cursor = next ?? undefined;
  } while (cursor);
  return found;
}
