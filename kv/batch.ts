import type { Change } from "./change.ts";
import { keySize, keyText } from "./key.ts";
import { frameSize } from "./message_frame.ts";
import { sizeOf } from "./size.ts";

/** How much one atomic commit takes; below the hard limits of Deno KV, since sizes are estimates. */
export interface Limits {
  readonly changes: number;
  readonly mutations: number;
  readonly bytes: number;
  readonly keyBytes: number;
  readonly checks: number;
}

/** A change with what decides which batch it fits in. */
export interface Item {
  readonly change: Change;
  /** The keys of its checks, as text, in the order of the checks. */
  readonly checked: readonly string[];
  readonly written: readonly string[];
  /** The bytes of each event, in the order of the events. */
  readonly eventBytes: readonly number[];
  readonly mutations: number;
  readonly bytes: number;
  readonly keyBytes: number;
}

/** So many changes may be passed over in the search for those that fit, lest each batch walks the queue. */
const furthest = 500;
/** What an event takes beside its data: id, time, names of fields. */
const besideData = 150;
/** Of the record that the events or frames of a batch share; here each counts it. */
const sharedKeyBytes = 40;

/** Measures a change once, when it is queued. */
export function measure(change: Change): Item {
  let bytes = 0;
  let keyBytes = 0;
  for (const { key } of change.checks) keyBytes += keySize(key);
  for (const mutation of change.mutations) {
    keyBytes += keySize(mutation.key);
    if (mutation.type === "set") bytes += sizeOf(mutation.value);
  }
  const eventBytes = change.events.map(({ data }) => besideData + sizeOf(data));
  const messageBytes = change.messages.map(({ message, rest, answer }) =>
    frameSize(message.text, rest, answer)
  );
  for (const size of [...eventBytes, ...messageBytes]) {
    keyBytes += sharedKeyBytes;
    bytes += size;
  }
  return {
    change,
    checked: change.checks.map(({ key }) => keyText(key)),
    written: change.mutations.map(({ key }) => keyText(key)),
    eventBytes,
    mutations: change.mutations.length + eventBytes.length + messageBytes.length,
    bytes: bytes + keyBytes,
    keyBytes,
  };
}

/**
 * Takes from the queue the changes that can be committed together and leaves the rest in order.
 * All checks of an atomic are made before its first mutation, so a change that checks what an earlier
 * one writes must wait, and with it every later change that touches the same keys. `under` are those that
 * are being committed: what touches a key of theirs waits too.
 */
export function takeBatch<I extends Item>(
  queue: I[],
  limits: Limits,
  under: readonly Item[] = [],
): I[] {
  const batch: I[] = [];
  const rest: I[] = [];
  const held = new Set(under.flatMap(({ checked, written }) => [...checked, ...written]));
  const written = new Set<string>();
  const expected = new Map<string, string | null>();
  let [mutations, bytes, keyBytes] = [0, 0, 0];
  let seen = 0;
  for (const item of queue) {
    if (batch.length === limits.changes || rest.length === furthest) break;
    if (mustWait(item, held, written, expected)) {
      for (const text of item.checked) held.add(text);
      for (const text of item.written) held.add(text);
      rest.push(item);
    } else {
      const added = item.checked.filter((text) => !expected.has(text)).length;
      mutations += item.mutations;
      bytes += item.bytes;
      keyBytes += item.keyBytes;
      const fits = mutations <= limits.mutations && bytes <= limits.bytes &&
        keyBytes <= limits.keyBytes && expected.size + added <= limits.checks;
      // One that is too large for any batch goes alone: the store decides.
      if (!fits && batch.length > 0) break;
      item.change.checks.forEach(({ versionstamp }, i) =>
        expected.set(item.checked[i]!, versionstamp)
      );
      for (const text of item.written) written.add(text);
      batch.push(item);
    }
    seen++;
  }
  queue.splice(0, seen, ...rest);
  return batch;
}

function mustWait(
  { change, checked, written: writes }: Item,
  held: ReadonlySet<string>,
  written: ReadonlySet<string>,
  expected: ReadonlyMap<string, string | null>,
): boolean {
  for (let i = 0; i < checked.length; i++) {
    const text = checked[i]!;
    if (held.has(text) || written.has(text)) return true;
    const earlier = expected.get(text);
    if (earlier !== undefined && earlier !== change.checks[i]!.versionstamp) return true;
  }
  return held.size > 0 && writes.some((text) => held.has(text));
}
