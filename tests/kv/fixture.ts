import { configure, type LogRecord, reset } from "@logtape/logtape";
import { openStore, type Store, type StoreOptions } from "../../kv/mod.ts";
import { Change } from "../../kv/change.ts";
import type { Connector, FailedHandshake } from "../../csms/model.ts";

/** Noon of a day; moved by hand. */
export class Clock {
  ms = Date.UTC(2026, 0, 1, 12);
  now = (): Date => new Date(this.ms);
}

export interface Fixture extends AsyncDisposable {
  readonly kv: Deno.Kv;
  readonly store: Store;
  readonly clock: Clock;
}

/** A store in memory, on a database that `wrap` may have made faulty. */
export async function memory(
  options: Partial<StoreOptions> = {},
  wrap: (kv: Deno.Kv) => Deno.Kv = (kv) => kv,
): Promise<Fixture> {
  const kv = await Deno.openKv(":memory:");
  const clock = new Clock();
  const store = openStore(wrap(kv), { now: clock.now, exclusive: true, ...options });
  const close = async () => {
    await store.drain();
    store.close();
  };
  return { kv, store, clock, [Symbol.asyncDispose]: close };
}

/** A database whose commits go through `commit`, which is given the real one. */
export function withCommit(
  kv: Deno.Kv,
  commit: (real: () => Promise<Commit>) => Promise<Commit>,
): Deno.Kv {
  return overriding(kv, "atomic", () => {
    const atomic = kv.atomic();
    const real = atomic.commit.bind(atomic);
    return Object.assign(atomic, { commit: () => commit(real) });
  });
}
export type Commit = Deno.KvCommitResult | Deno.KvCommitError;

/** A database with one method of its own. */
export function overriding(kv: Deno.Kv, name: keyof Deno.Kv, method: unknown): Deno.Kv {
  return new Proxy(kv, {
    get(target, property) {
      if (property === name) return method;
      const value = Reflect.get(target, property, target);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}

/** Runs with everything that is logged kept. */
export async function logged(run: () => Promise<void>): Promise<LogRecord[]> {
  const records: LogRecord[] = [];
  await configure({
    reset: true,
    sinks: { kept: (record) => void records.push(record) },
    loggers: [
      { category: "kvolt", sinks: ["kept"], lowestLevel: "debug" },
      { category: ["logtape", "meta"], sinks: [] },
    ],
  });
  try {
    await run();
  } finally {
    await reset();
  }
  return records;
}

/** Commits what `fill` puts in a change. */
export async function commit(store: Store, fill: (change: Change) => void): Promise<string> {
  const change = new Change();
  fill(change);
  return await store.commit(change);
}

/** A connector of CP-1. */
export function connector(status: string): Connector {
  const at = "2026-01-01T12:00:00Z";
  return {
    station: "CP-1",
    evse: 1,
    connector: 1,
    status,
    errorCode: "NoError",
    at,
    receivedAt: at,
  };
}

/** A handshake that failed so many times. */
export function handshake(count: number): FailedHandshake {
  const at = "2026-01-01T12:00:00Z";
  return {
    id: "1",
    path: "/x",
    address: "::1",
    offered: "",
    reason: "no id",
    count,
    firstAt: at,
    at,
  };
}
