import type { Store } from "../kv/mod.ts";
import type { Auditing } from "./audit/acting.ts";
import type { Clock } from "./clock.ts";
import type { Config } from "./config.ts";
import { Bucket } from "./floods/bucket.ts";
import { expiry } from "./expiry.ts";
import { inTurn } from "./in_turn.ts";
import type { FailedHandshake } from "./model.ts";

/** A handshake that fails again and again is written once in so many ms. */
const WRITE_EVERY_MS = 10_000;
/** Failures that are counted apart; beyond it the one that was quiet the longest is let go. */
const MOST = 1_000;
const LONGEST_PATH = 200;
/** New ones that are written down: who makes up names does not fill the store with them. */
const WRITTEN = { count: 1_000, seconds: 600 };

type Failure = Pick<FailedHandshake, "path" | "station" | "address" | "offered" | "reason">;

interface Recent {
  readonly failure: FailedHandshake;
  readonly writtenAt: number;
  /** The count that was written. */
  readonly written: number;
}

/** Handshakes that failed, once for each address and path, with a count (quirk 57). */
export function handshakes({ store, clock, config, audit }: {
  store: Store;
  clock: Clock;
  config: Config;
  audit: Auditing;
}) {
  const recent = new Map<string, Recent>();
  const room = new Bucket(WRITTEN);
  // The same charger may dial many times at once, and each time counts.
  const turn = inTurn();
  const keyOf = (address: string, path: string) => `${address} ${path}`;

  async function known(failure: Failure): Promise<FailedHandshake> {
    const at = clock.now().toISOString();
    const key = keyOf(failure.address, failure.path);
    const entry = recent.get(key)?.failure ??
      (await store.failedHandshakes.get(failure.address, failure.path))?.value;
    return {
      ...failure,
      id: entry?.id ?? crypto.randomUUID(),
      count: (entry?.count ?? 0) + 1,
      firstAt: entry?.firstAt ?? at,
      at,
    };
  }

  function write(failure: FailedHandshake, isNew: boolean): Promise<void> {
    return store.apply((change) => {
      const until = expiry(clock, config.LOG_DAYS);
      const { path, reason, address } = failure;
      store.failedHandshakes.put(change, [address, path], failure, until);
      if (isNew) {
        const { station } = failure;
        change.record("handshake.failed", { path, reason, address }, station);
        // Who it is was not shown: it is an address that says so.
        const by = { kind: "address", id: address, name: address } as const;
        const where = station === undefined ? {} : { station };
        audit.note(change, { by, address, what: "handshake", ...where, on: { path } }, reason);
      }
      return Promise.resolve();
    });
  }

  async function count(said: Failure): Promise<void> {
    const failure = await known(said);
    const key = keyOf(failure.address, failure.path);
    const now = clock.now().getTime();
    const last = recent.get(key);
    const isNew = last?.failure.reason !== failure.reason;
    if (isNew && !room.take(now)) return;
    // The clock may have been set back.
    const writes = isNew || Math.abs(now - last!.writtenAt) >= WRITE_EVERY_MS;
    recent.delete(key);
    recent.set(key, {
      failure,
      writtenAt: writes ? now : last!.writtenAt,
      written: writes ? failure.count : last!.written,
    });
    if (writes) await write(failure, isNew);
    if (recent.size <= MOST) return;
    const [oldest, { failure: gone, written }] = recent.entries().next().value!;
    recent.delete(oldest);
    if (gone.count > written) await write(gone, false);
  }

  return {
    failed(said: Failure): Promise<void> {
      const path = said.path.slice(0, LONGEST_PATH);
      return turn(keyOf(said.address, path), () => count({ ...said, path }));
    },
    /** All that are kept, the latest first, counts as of now. */
    async list(): Promise<FailedHandshake[]> {
      const found = new Map<string, FailedHandshake>();
      for await (const { value } of store.failedHandshakes.each([])) {
        found.set(keyOf(value.address, value.path), value);
      }
      for (const [key, { failure }] of recent) if (found.has(key)) found.set(key, failure);
      return [...found.values()].sort((a, b) => b.at.localeCompare(a.at)).slice(0, MOST);
    },
  };
}
