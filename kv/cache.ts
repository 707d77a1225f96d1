import { keyText } from "./key.ts";

type Found = Deno.KvEntryMaybe<unknown>;

/** The reads of one key that are under way; `fresh` until a commit touches the key. */
interface Reads {
  count: number;
  fresh: boolean;
}

/**
 * Remembers what stands under the keys of some collections, absence too; what was not used lately goes first.
 * Two generations stand for the order of use: a hit moves nothing but what has not been used since the last
 * turn. Right only where one process alone writes the store.
 */
export class Cache {
  #young = new Map<string, Found>();
  #old = new Map<string, Found>();
  readonly #reads = new Map<string, Reads>();
  /** Keys of commits whose outcome is unknown, with how many such commits there are. */
  readonly #doubts = new Map<string, number>();
  readonly #names = new Set<Deno.KvKeyPart>();

  constructor(readonly limit: number) {}

  get size(): number {
    return this.#young.size + this.#old.size;
  }

  /** Declares that keys which begin with this part are kept here. */
  cover(name: string): void {
    this.#names.add(name);
  }

  /** Gives what is remembered, `undefined` where nothing is. */
  get(key: Deno.KvKey): Found | undefined {
    return this.find(keyText(key));
  }

  /** The same by the keyText of a key. */
  find(text: string): Found | undefined {
    const young = this.#young.get(text);
    if (young !== undefined) return young;
    const old = this.#old.get(text);
    if (old !== undefined) this.#keep(text, old);
    return old;
  }

  /** Whether a key is known to be at a version, null where nothing stands there; `text` is its keyText. */
  holds(text: string, versionstamp: string | null): boolean {
    const known = this.#young.get(text) ?? this.#old.get(text);
    return known !== undefined && known.versionstamp === versionstamp;
  }

  /** Opens a read of the store; the function it gives takes what was read, `undefined` where it failed. */
  reading(key: Deno.KvKey): (found: Found | undefined) => void {
    const text = keyText(key);
    const reads = this.#reads.get(text) ?? { count: 0, fresh: true };
    reads.count++;
    this.#reads.set(text, reads);
    return (found) => {
      // A commit that came back since then knows better than a read that began before it.
      if (found && reads.fresh) this.#put(text, found);
      if (--reads.count === 0 && this.#reads.get(text) === reads) this.#reads.delete(text);
    };
  }

  /** Takes over what a commit has written; `text` is the keyText, where that is known. */
  wrote(mutation: Deno.KvMutation, versionstamp: string, text = keyText(mutation.key)): void {
    if (!this.#names.has(mutation.key[0]!)) return;
    this.#forget(text);
    this.#put(
      text,
      mutation.type === "set"
        ? { key: mutation.key, value: mutation.value, versionstamp }
        : { key: mutation.key, value: null, versionstamp: null },
    );
  }

  /** Forgets a key, so that the next read goes to the store. */
  evict(key: Deno.KvKey): void {
    if (this.#names.has(key[0]!)) this.#forget(keyText(key));
  }

  /** Remembers nothing of these keys until the outcome of a commit is known; call what it gives then. */
  doubt(keys: readonly Deno.KvKey[]): () => void {
    const texts = keys.filter((key) => this.#names.has(key[0]!)).map(keyText);
    for (const text of texts) {
      this.#doubts.set(text, (this.#doubts.get(text) ?? 0) + 1);
      this.#forget(text);
    }
    return () => {
      for (const text of texts) {
        const left = this.#doubts.get(text)! - 1;
        if (left > 0) this.#doubts.set(text, left);
        else this.#doubts.delete(text);
        this.#forget(text);
      }
    };
  }

  #forget(text: string): void {
    this.#young.delete(text);
    this.#old.delete(text);
    const reads = this.#reads.get(text);
    if (!reads) return;
    reads.fresh = false;
    this.#reads.delete(text);
  }

  #put(text: string, found: Found): void {
    if (!this.#doubts.has(text)) this.#keep(text, found);
  }

  #keep(text: string, found: Found): void {
    this.#old.delete(text);
    if (this.#young.size >= this.limit / 2 && !this.#young.has(text)) {
      this.#old = this.#young;
      this.#young = new Map();
    }
    this.#young.set(text, found);
  }
}
