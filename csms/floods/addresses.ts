import { Bucket, type Limit } from "./bucket.ts";
import { originOf } from "./origin.ts";
import { Recent } from "./recent.ts";

/** Addresses without a socket that are remembered. */
const MOST_IDLE = 10_000;

/** What is known of those behind one address. */
export interface Origin {
  readonly name: string;
  readonly handshakes: Bucket;
  readonly frames: Bucket;
  readonly probes: Bucket;
  /** Sockets that are open, or about to be. */
  sockets: number;
}

/** The addresses that anybody dialled from: all that have a socket, and the latest of the others. */
export function addresses(limits: { handshakes: Limit; frames: Limit; probes: Limit }) {
  const busy = new Map<string, Origin>();
  const idle = new Recent<Origin>(MOST_IDLE);

  const made = (name: string): Origin => ({
    name,
    handshakes: new Bucket(limits.handshakes),
    frames: new Bucket(limits.frames),
    probes: new Bucket(limits.probes),
    sockets: 0,
  });

  return {
    of(address: string): Origin {
      const name = originOf(address);
      return busy.get(name) ?? idle.of(name, made);
    },
    /** One socket more; the function that comes back ends it, once. */
    enter(origin: Origin): () => void {
      idle.delete(origin.name);
      busy.set(origin.name, origin);
      origin.sockets++;
      let left = false;
      return () => {
        if (left) return;
        left = true;
        if (--origin.sockets > 0) return;
        busy.delete(origin.name);
        idle.set(origin.name, origin);
      };
    },
  };
}
