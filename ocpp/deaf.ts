import type { Clock } from "../csms/clock.ts";
import type { Wire } from "./session.ts";

/** Bytes that stay unread from one look to the next are a peer that reads no more (ms). */
const LOOK_EVERY_MS = 60_000;

/** Watches a wire; the function that comes back ends that. */
export type Watch = (wire: Pick<Wire, "bufferedAmount">, giveUp: () => void) => () => void;

/**
 * Finds peers that have stopped reading: the runtime's pings queue behind what they do not take, so
 * that neither its idle time-out nor a close frame ever reaches them.
 */
export function deafness(clock: Clock): Watch {
  const watched = new Map<symbol, { wire: Parameters<Watch>[0]; before: number; giveUp(): void }>();
  let cancel: (() => void) | undefined;

  function look(): void {
    cancel = clock.after(LOOK_EVERY_MS, look);
    for (const one of [...watched.values()]) {
      const now = one.wire.bufferedAmount;
      const deaf = one.before > 0 && now >= one.before;
      one.before = now;
      if (deaf) one.giveUp();
    }
  }

  return (wire, giveUp) => {
    const mark = Symbol();
    watched.set(mark, { wire, before: 0, giveUp });
    cancel ??= clock.after(LOOK_EVERY_MS, look);
    return () => {
      watched.delete(mark);
      if (watched.size > 0) return;
      cancel?.();
      cancel = undefined;
    };
  };
}
