import type { Event } from "../csms/events.ts";
import { type Item, type Limits, measure, takeBatch } from "./batch.ts";
import type { Cache } from "./cache.ts";
import { type Change, Conflict } from "./change.ts";
import { within } from "./deadline.ts";
import { ChangeRefused, StoreBusy, StoreClosed, StoreTimeout } from "./errors.ts";
import type { Ids } from "./ids.ts";
import type { Journal } from "./journal.ts";
import type { Lists } from "./lists.ts";
import type { MessageLog } from "./message_log.ts";
import { publisher } from "./publish.ts";
import { trouble } from "./trouble.ts";

/** What the committer works with. */
interface CommitOptions {
  readonly cache: Cache | null;
  readonly lists: Lists | null;
  readonly ids: Ids;
  readonly journal: Journal;
  readonly messages: MessageLog;
  readonly limits: Limits;
  /** How long one commit may take, in ms. */
  readonly timeoutMs: number;
  /** How many changes may wait. */
  readonly capacity: number;
  /** Checks to try instead of those that failed; null where the failure stands. */
  readonly amend: (checks: readonly Deno.AtomicCheck[]) => Promise<Deno.AtomicCheck[] | null>;
}

interface Waiting extends Item {
  readonly since: number;
  readonly resolve: (versionstamp: string) => void;
  readonly reject: (error: unknown) => void;
  events: readonly Event[];
  live: readonly Event[];
  checks: readonly Deno.AtomicCheck[];
}

/** Writes changes to the store, many in one commit: what queued during a commit is the next one. */
export class Committer {
  readonly onCommitted: (listener: (events: readonly Event[]) => void) => () => void;
  readonly #kv: Deno.Kv;
  readonly #options: CommitOptions;
  readonly #queue: Waiting[] = [];
  readonly #publish: (events: readonly Event[]) => void;
  readonly #trouble = trouble();
  #drained: (() => void)[] = [];
  #running = false;
  #closed = false;

  constructor(kv: Deno.Kv, options: CommitOptions) {
    this.#kv = kv;
    this.#options = options;
    const { publish, subscribe } = publisher();
    this.#publish = publish;
    this.onCommitted = subscribe;
  }

  /**
   * Resolves with the versionstamp once the change is durable ("" where it had nothing to write). Rejects with
   * Conflict, ChangeRefused, StoreBusy, StoreClosed, StoreTimeout, or the store's own I/O error.
   * The change must not be added to from here on; one that waits to be written is frozen.
   */
  commit(change: Change): Promise<string> {
    if (!change.checks.length && !change.writes) {
      this.#publish(change.live.map(this.#options.journal.time));
      return Promise.resolve("");
    }
    if (this.#closed) return Promise.reject(new StoreClosed("the store is closed"));
    if (this.#queue.length >= this.#options.capacity) {
      return Promise.reject(
        new StoreBusy(`${this.#queue.length} changes wait for the store already`),
      );
    }
    const { limits } = this.#options;
    if (change.checks.length > limits.checks) {
      return Promise.reject(
        new ChangeRefused(
          `a change has ${change.checks.length} checks, this store takes ${limits.checks}`,
        ),
      );
    }
    const { checks, mutations, events, live, messages } = change;
    for (const part of [checks, mutations, events, live, messages]) Object.freeze(part);
    const { promise, resolve, reject } = Promise.withResolvers<string>();
    this.#queue.push({
      ...measure(change),
      since: performance.now(),
      resolve,
      reject,
      events: change.events,
      live: change.live,
      checks: change.checks,
    });
    if (!this.#running) {
      this.#running = true;
      // What the same turn of the event loop still queues goes along.
      queueMicrotask(() => this.#run());
    }
    return promise;
  }

  /** Resolves when nothing is queued or under way. */
  drain(): Promise<void> {
    if (!this.#running) return Promise.resolve();
    return new Promise((resolve) => this.#drained.push(resolve));
  }

  /** Takes no more changes and rejects those that have not been sent. */
  close(): void {
    this.#closed = true;
    for (const waiting of this.#queue.splice(0)) {
      waiting.reject(new StoreClosed("the store was closed before this change was written"));
    }
  }

  async #run(): Promise<void> {
    while (this.#queue.length > 0) {
      const batch = takeBatch(this.#queue, this.#options.limits);
      try {
        await this.#stamp(batch);
        await this.#write(batch);
      } catch (error) {
        this.#failed(batch, error);
      }
    }
    this.#running = false;
    for (const resolve of this.#drained.splice(0)) resolve();
  }

  async #stamp(batch: readonly Waiting[]): Promise<void> {
    const { ids, journal, messages, timeoutMs } = this.#options;
    if (batch.some(({ change }) => change.events.length + change.messages.length > 0)) {
      await within(ids.ready(), timeoutMs, "read of the last id");
    }
    for (const waiting of batch) {
      messages.stamp(waiting.change);
      waiting.events = waiting.events.map(journal.stamp);
      waiting.live = waiting.live.map(journal.time);
    }
  }

  /** Commits a batch, in halves where the store does not take it whole, so that only the culprit fails. */
  async #write(batch: readonly Waiting[]): Promise<void> {
    let result: Deno.KvCommitResult | Deno.KvCommitError;
    try {
      result = await this.#send(batch);
    } catch (error) {
      // TypeError is what Deno KV throws for what it does not take; nothing was written then.
      const refused = error instanceof TypeError || error instanceof ChangeRefused;
      if (!refused) return this.#failed(batch, error);
      if (batch.length > 1) return await this.#halve(batch);
      const cause = error instanceof ChangeRefused ? error.cause : error;
      const message = `the store does not take this change: ${(cause as Error).message}`;
      return batch[0]!.reject(new ChangeRefused(message, { cause }));
    }
    if (result.ok) return this.#done(batch, result.versionstamp);
    if (batch.length > 1) return await this.#halve(batch);
    await this.#conflicted(batch[0]!);
  }

  async #halve(batch: readonly Waiting[]): Promise<void> {
    const middle = batch.length >> 1;
    await this.#write(batch.slice(0, middle));
    await this.#write(batch.slice(middle));
  }

  async #conflicted(waiting: Waiting): Promise<void> {
    const amended = waiting.checks === waiting.change.checks
      ? await this.#options.amend(waiting.checks)
      : null;
    if (amended) {
      waiting.checks = amended;
      return await this.#write([waiting]);
    }
    const keys = waiting.change.checks.map(({ key }) => key);
    for (const key of keys) this.#options.cache?.evict(key);
    waiting.reject(new Conflict(`one of these has changed meanwhile: ${JSON.stringify(keys)}`));
  }

  #send(batch: readonly Waiting[]): Promise<Deno.KvCommitResult | Deno.KvCommitError> {
    const { cache, lists, timeoutMs } = this.#options;
    const commit = this.#atomic(batch).commit();
    return within(commit, timeoutMs, "commit").catch((error) => {
      if (error instanceof StoreTimeout && cache && lists) {
        // It may land at any time: until it is known, what it writes is not remembered.
        for (const memory of [cache, lists]) {
          const settle = memory.doubt(keysOf(batch));
          commit.then(settle, settle);
        }
      }
      throw error;
    });
  }

  #atomic(batch: readonly Waiting[]): Deno.AtomicOperation {
    const { cache, journal, messages } = this.#options;
    const atomic = this.#kv.atomic();
    const made = new Set<string>();
    try {
      for (const { checks, checked, change } of batch) {
        checks.forEach((check, i) => {
          // Nobody else writes where there is a cache, so that what it knows need not be asked.
          if (cache?.holds(checked[i]!, check.versionstamp)) return;
          const text = `${check.versionstamp} ${checked[i]}`;
          if (made.has(text)) return;
          made.add(text);
          atomic.check(check);
        });
        for (const mutation of change.mutations) atomic.mutate(mutation);
      }
      for (const record of journal.records(batch)) atomic.mutate(record);
      for (const record of messages.records(batch)) atomic.mutate(record);
    } catch (cause) {
      // A value that cannot be cloned, or too deep: thrown before anything is sent.
      throw new ChangeRefused("cannot be serialised", { cause });
    }
    return atomic;
  }

  #done(batch: readonly Waiting[], versionstamp: string): void {
    const { cache, lists, messages } = this.#options;
    this.#trouble.over();
    const events: Event[] = [];
    let frames = 0;
    for (const waiting of batch) {
      frames += waiting.change.messages.length;
      waiting.change.mutations.forEach((each, i) => {
        cache?.wrote(each, versionstamp, waiting.written[i]);
        lists?.wrote(each, versionstamp);
      });
      events.push(...waiting.events, ...waiting.live);
    }
    this.#publish(events);
    for (const { resolve } of batch) resolve(versionstamp);
    if (frames > 0) messages.wrote(frames);
  }

  #failed(batch: readonly Waiting[], error: unknown): void {
    this.#trouble.report(error, batch.length);
    const { cache, lists } = this.#options;
    for (const key of keysOf(batch)) {
      cache?.evict(key);
      lists?.evict(key);
    }
    for (const { reject } of batch) reject(error);
    if (!(error instanceof StoreTimeout)) return;
    // Those that have waited as long behind it are told now; they were never sent.
    const latest = performance.now() - this.#options.timeoutMs;
    while (this.#queue.length > 0 && this.#queue[0]!.since < latest) {
      this.#queue.shift()!.reject(new StoreTimeout(`${error.message}; this change was not sent`));
    }
  }
}

function keysOf(batch: readonly Waiting[]): Deno.KvKey[] {
  return batch.flatMap(({ change }) => change.mutations.map(({ key }) => key));
}
