import { getLogger } from "@logtape/logtape";
import type { Store } from "../../kv/mod.ts";
import type { Auditing } from "../audit/acting.ts";
import type { Clock } from "../clock.ts";
import type { Config } from "../config.ts";
import { addresses, type Origin } from "./addresses.ts";
import { Bucket } from "./bucket.ts";
import { type Backlog, Flow } from "./flow.ts";
import { hitCounts } from "./hits.ts";
import { isInner, originOf } from "./origin.ts";
import { isProbe } from "./probes.ts";
import { Recent } from "./recent.ts";
import { shutOuts } from "./shut_outs.ts";

const log = getLogger(["kvolt", "floods"]);
/** Stations, and names that somebody dials under, that are remembered. */
const MOST_STATIONS = 20_000;
/** Shut-outs that are written down: who has many addresses does not fill the store with them. */
const WRITTEN = { count: 60, seconds: 60 };

const LONGEST_PATH = 200;

/** Why a handshake is refused unseen, and after how many seconds it may be tried again. */
export interface Refused {
  readonly status: 403 | 429;
  readonly reason: string;
  readonly retryAfter: number;
}

/** Room for one connection; whoever was given it says when it is over, once or more. */
export interface Seat {
  /** The frames of the station that was let in with it. */
  flow<T>(station: string, to: { deliver(frame: T): void; overflow(): void }): Flow<T>;
  leave(): void;
}

/** What one address and one station may do in a time, and who did more; all of it in this process's memory. */
export function floodRules({ store, clock, config, audit }: {
  store: Store;
  clock: Clock;
  config: Config;
  audit: Auditing;
}) {
  const hits = hitCounts(clock, config.FLOOD_LOG_COOLDOWN);
  const shut = shutOuts(clock, config.FLOOD_SHUT_OUT_MINUTES);
  const origins = addresses({
    handshakes: config.FLOOD_ADDRESS_HANDSHAKES,
    frames: config.FLOOD_ADDRESS_FRAMES,
    probes: config.FLOOD_PROBES,
  });
  const dials = new Recent<Bucket>(MOST_STATIONS);
  const frames = new Recent<Bucket>(MOST_STATIONS);
  /** Where stations were let in from last. */
  const homes = new Recent<string>(MOST_STATIONS);
  const backlog: Backlog = { length: 0 };
  const written = new Bucket(WRITTEN);
  const since = clock.now();
  const time = () => clock.now().getTime();

  function tooMany(bucket: Bucket, reason: string): Refused {
    return { status: 429, reason, retryAfter: Math.ceil(bucket.wait(time()) / 1000) };
  }

  function shutOut({ name }: Origin, asked: string): void {
    const path = asked.slice(0, LONGEST_PATH);
    const until = shut.add(name).toISOString();
    if (!written.take(time())) return;
    store.apply((change) => {
      change.record("address.shutOut", { address: name, path, until });
      const by = { kind: "address", id: name, name } as const;
      audit.note(change, { by, address: name, what: "address.shutOut", on: { path } }, "done");
      return Promise.resolve();
    }).catch((error) => log.error("a shut-out was not kept: {error}", { error }));
  }

  function seat(origin: Origin): Seat {
    const leave = origins.enter(origin);
    return {
      leave,
      flow(station, to) {
        homes.set(station, origin.name);
        return new Flow({
          ...{ clock, backlog, shared: origin.frames },
          own: frames.of(station, () => new Bucket(config.FLOOD_STATION_FRAMES)),
          deliver: (frame) => to.deliver(frame),
          held: (forOthers) =>
            forOthers
              ? hits.hit("address", origin.name, "waited")
              : hits.hit("station", station, "waited"),
          overflow() {
            hits.hit("station", station, "closed");
            to.overflow();
          },
        });
      },
    };
  }

  return {
    /**
     * The status with which a request that is no handshake is refused unseen: 403 while its address is shut out,
     * 404 where only attackers ask for such a path, which is counted, and in the end shuts the address out; not
     * where `forOthers`: a proxy that nobody told kvolt of, with everybody behind it.
     */
    refuses(address: string, path: string, forOthers: boolean): 403 | 404 | undefined {
      if (shut.has(address)) {
        hits.hit("address", originOf(address), "shutOut");
        return 403;
      }
      if (!isProbe(path)) return undefined;
      const origin = origins.of(address);
      hits.hit("address", origin.name, "probes");
      const goesOn = !origin.probes.take(time());
      const shared = forOthers && isInner(address);
      if (goesOn && !shared && config.FLOOD_SHUT_OUT_MINUTES > 0) shutOut(origin, path);
      return 404;
    },
    /**
     * Whether somebody may dial, before anything is looked up. A station that was let in from the same address
     * before is held to its own limit alone: whoever else is behind that address cannot keep it out.
     * `replaces`: a socket that it has from there will be closed for the new one.
     */
    handshake(address: string, station: string | undefined, replaces: boolean): Refused | Seat {
      const origin = origins.of(address);
      const { name } = origin;
      const atHome = station !== undefined && homes.get(station) === name;
      if (!atHome && shut.has(address)) {
        hits.hit("address", name, "shutOut");
        const reason = "this address is shut out for a while";
        return { status: 403, reason, retryAfter: 60 };
      }
      if (station !== undefined) {
        // By address too: nobody uses up the handshakes of a station whose name he knows.
        const own = dials.of(
          `${name} ${station}`,
          () => new Bucket(config.FLOOD_STATION_HANDSHAKES),
        );
        if (!own.take(time())) {
          hits.hit("station", station, "handshakes");
          return tooMany(own, `${station} dials too often`);
        }
      }
      if (!atHome && !origin.handshakes.take(time())) {
        hits.hit("address", name, "handshakes");
        return tooMany(origin.handshakes, "too many handshakes from this address");
      }
      if (origin.sockets >= config.FLOOD_ADDRESS_SOCKETS && !replaces) {
        hits.hit("address", name, "sockets");
        const reason = `more than ${config.FLOOD_ADDRESS_SOCKETS} sockets from this address`;
        return { status: 429, reason, retryAfter: 60 };
      }
      return seat(origin);
    },
    /** Lets an address in again before its time; false where it is not shut out. */
    async letIn(address: string): Promise<boolean> {
      const origin = originOf(address);
      if (!shut.letIn(origin)) return false;
      await store.apply((change) => {
        change.record("address.letIn", { address: origin });
        return Promise.resolve();
      });
      return true;
    },
    /** What was counted since kvolt started, and who it was, the latest first. */
    counted: () => ({
      since: since.toISOString(),
      totals: hits.totals,
      flooders: hits.list().map(({ kind, name, counts, firstAt, lastAt }) => ({
        ...{ kind, name, counts, firstAt: firstAt.toISOString(), at: lastAt.toISOString() },
        shutOutUntil: kind === "address" ? shut.until(name)?.toISOString() : undefined,
      })),
    }),
    stop(): void {
      hits.stop();
      shut.stop();
    },
  };
}
