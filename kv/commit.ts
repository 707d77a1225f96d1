import type { Event } from "../csms/events.ts";
import { atomicOf, keysOf, needsIds, type Ready } from "./atomic.ts";
import { type Limits, measure, takeBatch } from "./batch.ts";
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
  /** How many batches may be under way at once; more than one needs a store that writes them in the order they are sent. */
  readonly flights: number;
  /** Fewer changes than this wait for what is under way: a commit of their own costs more than it gains. */
  readonly worthwhile: number;
  /** How long one commit may take, in ms. */
  readonly timeoutMs: number;
  /** How many changes may wait. */
  readonly capacity: number;
  /** Checks to try instead of those that failed; null where the failure stands. */
  readonly amend: (checks: readonly Deno.AtomicCheck[]) => Promise<Deno.AtomicCheck[] | null>;
}

interface Waiting extends Ready {
  readonly since: number;
  readonly resolve: (versionstamp: string) => void;
  readonly reject: (error: unknown) => void;
  live: readonly Event[];
}

/** A commit that was sent, and what tells of it: there once that is known. */
interface Sent {
  tell?: () => void;
}

/** What came of one: what is to be told, and what of it has to be sent again. */
type Outcome = Sent & { readonly again?: readonly (readonly Waiting[])[] };

/**
 * Writes changes to the store, many in one commit: what queued during a commit is the next one. Where the store is
 * ours alone the next is sent while one is under way, so that the store need not wait for us; what touches a key of
 * that one stays back, so that the changes of a key are written in the order they came.
 */
export class Committer {
  readonly onCommitted: (listener: (events: readonly Event[]) => void) => () => void;
  readonly #kv: Deno.Kv;
  readonly #options: CommitOptions;
  readonly #queue: Waiting[] = [];
  readonly #publish: (events: readonly Event[]) => void;
  readonly #trouble = trouble();
  /** The batches under way. */
  readonly #flights = new Set<readonly Waiting[]>();
  /** Commits that nobody has been told of yet, in the order of their ids. */
  readonly #sent: Sent[] = [];
  /** The answer to the commit that was sent last. */
  #latest: Promise<unknown> | undefined;
  #drained: (() => void)[] = [];
  #waking = false;
  #closed = false;
  #seeded = false;
  /** So many must wait for another batch to be worth it; more than there are where all of them have to stay back. */
  #enough: number;

  constructor(kv: Deno.Kv, options: CommitOptions) {
    this.#kv = kv;
    this.#options = options;
    this.#enough = options.worthwhile;
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
    const { limits, capacity } = this.#options;
    if (this.#queue.length >= capacity) {
      const message = `${this.#queue.length} changes wait for the store already`;
      return Promise.reject(new StoreBusy(message));
    }
    if (change.checks.length > limits.checks) {
      const message =
        `a change has ${change.checks.length} checks, this store takes ${limits.checks}`;
      return Promise.reject(new ChangeRefused(message));
    }
    const { checks, mutations, events, live, messages } = change;
    for (const part of [checks, mutations, events, live, messages]) Object.freeze(part);
    const { promise, resolve, reject } = Promise.withResolvers<string>();
    const waiting = { since: performance.now(), resolve, reject, events, live, checks };
    this.#queue.push({ ...measure(change), ...waiting });
    if (!this.#waking) {
      this.#waking = true;
      // What the same turn of the event loop still queues goes along.
      queueMicrotask(() => this.#wake());
    }
    return promise;
  }

  /** Resolves when nothing is queued or under way. */
  drain(): Promise<void> {
    if (!this.#waking && this.#flights.size === 0) return Promise.resolve();
    return new Promise((resolve) => this.#drained.push(resolve));
  }

  /** Takes no more changes and rejects those that have not been sent. */
  close(): void {
    this.#closed = true;
    for (const waiting of this.#queue.splice(0)) {
      waiting.reject(new StoreClosed("the store was closed before this change was written"));
    }
  }

  #wake(): void {
    this.#waking = false;
    this.#next();
    this.#rest();
  }

  /** Those who wait for that hear that nothing is queued or under way. */
  #rest(): void {
    if (this.#waking || this.#flights.size > 0) return;
    for (const resolve of this.#drained.splice(0)) resolve();
  }

  /** Sends what waits, as far as it may go now. */
  #next(): void {
    const { limits, flights } = this.#options;
    for (;;) {
      const under = this.#flights.size;
      if (under >= flights || this.#queue.length < (under === 0 ? 1 : this.#enough)) return;
      const batch = takeBatch(this.#queue, limits, [...this.#flights].flat());
      if (batch.length === 0) this.#enough = Infinity;
      else void this.#fly(batch);
    }
  }

  async #fly(batch: readonly Waiting[]): Promise<void> {
    this.#flights.add(batch);
    try {
      if (!this.#seeded && batch.some(needsIds)) await this.#seed();
      await this.#write(batch);
    } catch (error) {
      this.#failed(batch, error)();
    }
    this.#flights.delete(batch);
    this.#enough = this.#options.worthwhile;
    // The store is at work on the next before those of this one hear of it.
    this.#next();
    this.#tell();
    this.#rest();
  }

  /** Tells what is known, in the order of the ids. */
  #tell(): void {
    while (this.#sent[0]?.tell) this.#sent.shift()!.tell!();
  }

  async #seed(): Promise<void> {
    const { ids, timeoutMs } = this.#options;
    await within(ids.ready(), timeoutMs, "read of the last id");
    this.#seeded = true;
  }

  #stamp(batch: readonly Waiting[]): void {
    const { journal, messages } = this.#options;
    for (const waiting of batch) {
      messages.stamp(waiting.change);
      waiting.events = waiting.change.events.map(journal.stamp);
      waiting.live = waiting.change.live.map(journal.time);
    }
  }

  /** Commits a batch, in halves where the store does not take it whole, so that only the culprit fails. */
  async #write(batch: readonly Waiting[]): Promise<void> {
    // Anew for each half: another batch may have gone meanwhile, and ids ascend with the commits.
    this.#stamp(batch);
    const sent: Sent = {};
    this.#sent.push(sent);
    const { tell, again } = await this.#outcome(batch);
    sent.tell = tell ?? (() => {});
    for (const part of again ?? []) await this.#write(part);
  }

  async #outcome(batch: readonly Waiting[]): Promise<Outcome> {
    const middle = batch.length >> 1;
    const again = [batch.slice(0, middle), batch.slice(middle)];
    const [first] = batch;
    try {
      const result = await this.#send(batch);
      if (result.ok) return { tell: this.#done(batch, result.versionstamp) };
      return batch.length > 1 ? { again } : await this.#conflicted(first!);
    } catch (error) {
      // TypeError is what Deno KV throws for what it does not take; nothing was written then.
      const refused = error instanceof TypeError || error instanceof ChangeRefused;
      if (!refused) return { tell: this.#failed(batch, error) };
      if (batch.length > 1) return { again };
      const cause = error instanceof ChangeRefused ? error.cause : error;
      const message = `the store does not take this change: ${(cause as Error).message}`;
      return { tell: () => first!.reject(new ChangeRefused(message, { cause })) };
    }
  }

  async #conflicted(waiting: Waiting): Promise<Outcome> {
    const amended = waiting.checks === waiting.change.checks
      ? await this.#options.amend(waiting.checks)
      : null;
    if (amended) {
      waiting.checks = amended;
      return { again: [[waiting]] };
    }
    const keys = waiting.change.checks.map(({ key }) => key);
    for (const key of keys) this.#options.cache?.evict(key);
    const conflict = new Conflict(`one of these has changed meanwhile: ${JSON.stringify(keys)}`);
    return { tell: () => waiting.reject(conflict) };
  }

  #send(batch: readonly Waiting[]): Promise<Deno.KvCommitResult | Deno.KvCommitError> {
    const { cache, lists, timeoutMs } = this.#options;
    const commit = atomicOf(this.#kv, batch, this.#options).commit();
    // While the store is at it those of the batch before hear of theirs.
    this.#tell();
    // It writes one after the other: the time of each begins when the one sent before it is over.
    const answer = this.#latest = within(commit, timeoutMs, "commit", this.#latest);
    return answer.catch((error) => {
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

  /** Remembers what is written; gives what tells of it. */
  #done(batch: readonly Waiting[], versionstamp: string): () => void {
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
    return () => {
      this.#publish(events);
      for (const { resolve } of batch) resolve(versionstamp);
      if (frames > 0) messages.wrote(frames);
    };
  }

  /** Forgets what a batch may have written or not; gives what tells of that. */
  #failed(batch: readonly Waiting[], error: unknown): () => void {
    this.#trouble.report(error, batch.length);
    const { cache, lists } = this.#options;
    for (const key of keysOf(batch)) {
      cache?.evict(key);
      lists?.evict(key);
    }
    if (error instanceof StoreTimeout) {
      // Those that have waited as long behind it are told now; they were never sent.
      const latest = performance.now() - this.#options.timeoutMs;
      while (this.#queue.length > 0 && this.#queue[0]!.since < latest) {
        this.#queue.shift()!.reject(new StoreTimeout(`${error.message}; this change was not sent`));
      }
    }
    return () => {
      for (const { reject } of batch) reject(error);
    };
  }
}
