import { getLogger } from "@logtape/logtape";
import type { Clock } from "../clock.ts";
import { Recent } from "./recent.ts";

const log = getLogger(["kvolt", "floods"]);
/** Addresses and stations that are counted apart; in the totals all are. */
const MOST = 1_000;

/** What went over a limit, or was refused for having done so. */
export interface Counts {
  /** Handshakes refused because there were too many. */
  handshakes: number;
  /** Handshakes refused because too many sockets were open. */
  sockets: number;
  /** Frames that had to wait. */
  waited: number;
  /** Connections closed because more frames came than may wait. */
  closed: number;
  /** Requests for what is looked for on every server. */
  probes: number;
  /** Requests and handshakes refused while the address was shut out. */
  shutOut: number;
}

/** An address or a station that went over a limit. */
export interface Flooder {
  readonly kind: "address" | "station";
  /** The station's id, or the address: of IPv6 the /64 it is in. */
  readonly name: string;
  readonly counts: Counts;
  readonly firstAt: Date;
  lastAt: Date;
}

const words: Readonly<Record<keyof Counts, string>> = {
  handshakes: "handshakes too many",
  sockets: "sockets too many",
  waited: "frames that had to wait",
  closed: "connections closed for their frames",
  probes: "requests for what is not kvolt's",
  shutOut: "refused while shut out",
};

const none = (): Counts => ({
  ...{ handshakes: 0, sockets: 0, waited: 0, closed: 0, probes: 0, shutOut: 0 },
});

/** Counts what went over a limit, by who did it, and says so in the log once in so many seconds. */
export function hitCounts(clock: Clock, cooldownSeconds: number) {
  const totals = none();
  const flooders = {
    address: new Recent<Flooder>(MOST),
    station: new Recent<Flooder>(MOST),
  };
  let said = none();
  let cancel: (() => void) | undefined;

  function cooled(): void {
    cancel = undefined;
    const kinds = Object.keys(totals) as (keyof Counts)[];
    const more = kinds.filter((kind) => totals[kind] > said[kind]);
    if (more.length === 0) return;
    const counts = more.map((kind) => `${totals[kind] - said[kind]} ${words[kind]}`).join(", ");
    log.warn(`in the last ${cooldownSeconds} s: ${counts}`);
    coolDown();
  }

  function coolDown(): void {
    said = { ...totals };
    cancel = clock.after(cooldownSeconds * 1000, cooled);
  }

  return {
    totals,
    /** Counts one thing that somebody did. */
    hit(kind: Flooder["kind"], name: string, what: keyof Counts): void {
      const at = clock.now();
      const fresh = () => ({ kind, name, counts: none(), firstAt: at, lastAt: at });
      const flooder = flooders[kind].of(name, fresh);
      flooder.counts[what]++;
      flooder.lastAt = at;
      totals[what]++;
      if (cancel) return;
      const more = `more is counted, and said in ${cooldownSeconds} s`;
      log.warn(`${kind} {name}: ${words[what]}; ${more}`, { name });
      coolDown();
    },
    /** Who went over a limit, the latest first. */
    list: (): Flooder[] =>
      [...flooders.address.values(), ...flooders.station.values()]
        .sort((a, b) => b.lastAt.getTime() - a.lastAt.getTime()),
    stop: (): void => cancel?.(),
  };
}
