import type { Clock } from "../csms/clock.ts";

/** Bytes that stay unread from one look to the next are a peer that reads no more (ms). */
const LOOK_EVERY_MS = 60_000;

/** A peer that is watched. */
export interface Listener {
  /** Bytes that it has not taken. */
  readonly bufferedAmount: number;
  /** It reads no more. */
  giveUp(): void;
}

/** Those that are watched; adding or removing one twice does nothing. */
export interface Watch {
  add(peer: Listener): void;
  delete(peer: Listener): void;
}

/**
 * Finds peers that have stopped reading: the runtime's pings queue behind what they do not take, so
 * that neither its idle time-out nor a close frame ever reaches them.
 */
export function deafness(clock: Clock): Watch {
  /** What waited for each at the last look. */
  const watched = new Map<Listener, number>();
  let cancel: (() => void) | undefined;

  function look(): void {
    cancel = clock.after(LOOK_EVERY_MS, look);
    for (const [peer, before] of [...watched]) {
      const now = peer.bufferedAmount;
      watched.set(peer, now);
      if (before > 0 && now >= before) peer.giveUp();
    }
  }

  return {
    add(peer) {
      if (!watched.has(peer)) watched.set(peer, 0);
      cancel ??= clock.after(LOOK_EVERY_MS, look);
    },
    delete(peer) {
      watched.delete(peer);
      if (watched.size > 0) return;
      cancel?.();
      cancel = undefined;
    },
  };
}
