import type { Protocol } from "./model.ts";
import type { ClientCertificate } from "./stations/arrival.ts";
import type { Args, Result, Verb } from "./verbs.ts";

/** A live connection to a station, as the rules see it: something that can be asked. */
export interface Link {
  readonly station: string;
  readonly protocol: Protocol;
  readonly address: string;
  /** What it showed of itself in the TLS handshake. */
  readonly certificate?: ClientCertificate;
  readonly connectedAt: Date;
  /** When it last sent anything at all. */
  readonly lastSeen: Date;
  /** Carries out a verb; rejects where the version has no action for it, or as `call` does. */
  ask<V extends Verb>(verb: V, args: Args<V>, options?: CallOptions): Promise<Result<V>>;
  /** The actions of its version that can be sent to it, by their names. */
  readonly actions: readonly string[];
  /** Sends any action with a payload of the version's own. */
  call(action: string, payload: unknown, options?: CallOptions): Promise<unknown>;
  /** The action of its version that carries out a verb with these arguments, if there is one. */
  doing<V extends Verb>(verb: V, args: Args<V>): string | undefined;
  /** The optional feature of the version that an action is part of, by the name stations give it. */
  feature(action: string): string | undefined;
  /** It has booted: where that was accepted, requests go out that were kept back (law 11). */
  booted(accepted: boolean): void;
  close(code: number, reason: string): void;
}

export interface CallOptions {
  readonly timeoutMs?: number;
  /** Is told the answer that comes after the time-out (law 12). */
  readonly late?: (outcome: unknown) => void;
}

/** How a link to a station is found; where several instances run, it may lead to another one. */
export interface Links {
  get(station: string): Link | undefined;
  all(): IterableIterator<Link>;
  /** The new connection takes the place of an older one, which is closed (law 3). */
  register(link: Link): void;
  /** Forgets this connection; false where another has taken its place already. */
  drop(link: Link): boolean;
}

/** The links of this process. */
export function localLinks(): Links {
  const links = new Map<string, Link>();
  return {
    get: (station) => links.get(station),
    all: () => links.values(),
    register(link) {
      const old = links.get(link.station);
      links.set(link.station, link);
      old?.close(1000, "replaced by a newer connection of the same station");
    },
    drop(link) {
      if (links.get(link.station) !== link) return false;
      return links.delete(link.station);
    },
  };
}
