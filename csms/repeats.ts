import { createHash } from "node:crypto";
import type { Change } from "../kv/change.ts";
import type { Store } from "../kv/mod.ts";
import type { Clock } from "./clock.ts";

/** Answers kept for one station; a peer has one request in flight, so few are ever asked again. */
const SLOTS = 16;

/** Characters of an answer that is kept; a longer one is given again only until kvolt stops. */
const LONGEST = 24_000;
/** Characters of a message id that are kept; the fingerprint tells ids apart. */
const LONGEST_ID = 200;

interface Ring {
  /** The number of the next answer; its slot is the remainder. */
  next: number;
  /** The fingerprint in each slot. */
  readonly slots: (string | undefined)[];
  readonly answers: Map<string, Promise<unknown>>;
  /** The numbers of what failed: a store that was slow to say so may have written it all the same. */
  readonly failed: Map<string, number>;
}

/** What tells a repeat from a new message: its id together with what it says (law 2). */
export function fingerprint(messageId: string, action: string, payload: unknown): string {
  return createHash("sha256").update(JSON.stringify([messageId, action, payload]))
    .digest("base64url");
}

/**
 * Gives a repeated message the answer it had before, across reconnects and restarts. The last few
 * answers of a station stand in KV, written with the facts that they report.
 */
export function repeats({ store, clock, capacity = 10_000 }: {
  store: Store;
  clock: Clock;
  capacity?: number;
}) {
  const rings = new Map<string, Promise<Ring>>();

  async function load(station: string): Promise<Ring> {
    const ring: Ring = { next: 0, slots: [], answers: new Map(), failed: new Map() };
    for await (const { value } of store.answers.each([station])) {
      ring.slots[value.seq % SLOTS] = value.hash;
      ring.answers.set(value.hash, Promise.resolve(value.answer));
      ring.next = Math.max(ring.next, value.seq + 1);
    }
    return ring;
  }

  function ringOf(station: string): Promise<Ring> {
    const known = rings.get(station);
    rings.delete(station);
    const ring = known ?? load(station);
    rings.set(station, ring);
    // What could not be read must be read again, not be unreadable for good.
    ring.catch(() => rings.get(station) === ring && rings.delete(station));
    if (rings.size > capacity) rings.delete(rings.keys().next().value!);
    return ring;
  }

  return {
    /** Reads a station's answers afresh, as another instance may have served it meanwhile. */
    forget: (station: string) => {
      if (!store.exclusive) rings.delete(station);
    },
    /**
     * Runs `work` once for a fingerprint: a repeat, even one that comes while the first is still at
     * work, gets the same answer. `work` puts `keep` into the change that carries the facts.
     */
    async once(
      station: string,
      mark: { messageId: string; action: string; hash: string },
      work: (keep: (change: Change, answer: unknown) => void) => Promise<unknown>,
    ): Promise<{ answer: unknown; repeated: boolean }> {
      const ring = await ringOf(station);
      const known = ring.answers.get(mark.hash);
      if (known) return { answer: await known, repeated: true };
      const failed = ring.failed.get(mark.hash);
      const seq = failed ?? ring.next++;
      const slot = seq % SLOTS;
      const forgotten = ring.slots[slot];
      if (forgotten) {
        ring.answers.delete(forgotten);
        ring.failed.delete(forgotten);
      }
      ring.slots[slot] = mark.hash;
      let repeated = false;
      const once = async () => {
        const landed = failed === undefined ? null : await store.answers.get(station, slot);
        repeated = landed?.value.hash === mark.hash;
        return repeated ? landed!.value.answer : await work(keep);
      };
      const keep = (change: Change, answer: unknown) => {
        if (JSON.stringify(answer).length > LONGEST) return;
        store.answers.put(change, [station, slot], {
          ...mark,
          messageId: mark.messageId.slice(0, LONGEST_ID),
          seq,
          answer,
          at: clock.now().toISOString(),
        });
      };
      const answer = once();
      ring.answers.set(mark.hash, answer);
      try {
        return { answer: await answer, repeated };
      } catch (error) {
        // Something newer may have taken its slot.
        if (ring.slots[slot] === mark.hash) ring.failed.set(mark.hash, seq);
        ring.answers.delete(mark.hash);
        throw error;
      }
    },
  };
}
