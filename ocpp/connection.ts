import { getLogger } from "@logtape/logtape";
import type { Clock } from "../csms/clock.ts";
import type { Seat } from "../csms/floods/floods.ts";
import type { Csms } from "../csms/mod.ts";
import type { Station } from "../csms/model.ts";
import type { ClientCertificate } from "../csms/stations/arrival.ts";
import { type Asides, asides } from "./asides.ts";
import type { Watch } from "./deaf.ts";
import type { Dialect } from "./dialect.ts";
import type { Inbound } from "./inbound.ts";
import type { Remark } from "./rpc.ts";
import { type Incoming, Session } from "./session.ts";
import type { Socket } from "./socket.ts";
import { stationLink } from "./station_link.ts";

const log = getLogger(["kvolt", "ocpp"]);

/** A handshake whose peer leaves before it is answered neither opens nor ends, and is given up then (ms). */
const OPEN_WITHIN_MS = 10_000;

const binaryFrame: Remark = {
  kind: "binary-frame",
  text: "Frames are sent as binary instead of text.",
};
/** RFC 6455 §8.1 has the runtime fail the connection, so that the frame is never seen here. */
const invalidUtf8: Remark = {
  kind: "invalid-utf8",
  text: "A text frame is not valid UTF-8, which ends the connection.",
};

/** Ties an accepted socket to a session, its link and the rules, until either side ends it. */
export function connection(
  { csms, clock, socket, station, dialect, answer, address, certificate, remarks, seat, watch }: {
    csms: Csms;
    clock: Clock;
    socket: Socket;
    station: Station;
    dialect: Dialect;
    answer: Inbound;
    address: string;
    /** What it showed of itself in the TLS handshake. */
    certificate?: ClientCertificate;
    remarks: readonly Remark[];
    /** What floods leave it: how often it may speak. */
    seat: Seat;
    watch: Watch;
  },
): void {
  const { id } = station;
  let lastSeen = clock.now();
  const known = Promise.withResolvers<void>();
  let isKnown = false;
  // Whoever waits for it is told; where nobody does, the failure has been logged.
  known.promise.catch(() => {});

  function keep(what: string, work: Promise<unknown>): void {
    work.catch((error) => log.error("{what} of {id} was not kept: {error}", { what, id, error }));
  }

  let asidesSoFar: Asides | undefined;
  /** Made when there is something to keep: most stations give none, and each costs memory. */
  const aside = () => asidesSoFar ??= asides({ csms, station: id, ready: known.promise });

  const session = new Session({
    dialect,
    clock,
    timeoutMs: csms.config.CALL_TIMEOUT_SECONDS * 1000,
    wire: {
      send: (text) => socket.send(text),
      close: (code, reason) => {
        socket.close(code, reason);
        // A peer that does not read would hold the socket open for minutes.
        ended(code, reason);
      },
      get bufferedAmount() {
        return socket.bufferedAmount;
      },
    },
    // Frames may come before the station is stored: they wait, and nothing is lost (quirk 10).
    answer: (call: Incoming) =>
      isKnown ? answer(id, call) : known.promise.then(() => answer(id, call)),
    observer: {
      remarked: (remark) => aside().remark(remark),
      called: (messageId, action, text) =>
        aside().frame({ direction: "out", kind: "call", messageId, action, text }),
      received(read, text, action) {
        if (!read) return aside().frame({ direction: "in", kind: "malformed", text });
        const kind = read.type === "result" ? "result" : "error";
        aside().frame({ direction: "in", kind, messageId: read.id, action, text });
      },
    },
  });
  const { link, opened, stop } = stationLink({
    ...{ csms, session, clock, station: id, address, certificate },
    lastSeen: () => lastSeen,
  });

  const unwatch = watch(socket, () => link.close(1008, "does not read what it is sent"));
  const cancelOpening = clock.after(OPEN_WITHIN_MS, () => ended(1006, "never opened"));
  const frames = seat.flow<string | ArrayBuffer>(id, {
    deliver(data) {
      if (typeof data !== "string") aside().remark(binaryFrame);
      session.receive(typeof data === "string" ? data : new TextDecoder().decode(data));
    },
    overflow: () => link.close(1008, "sends more than it may; dial again"),
  });

  /** May be called more than once; a late end of a connection that was replaced touches nothing (law 3). */
  function ended(code: number, reason: string): void {
    stop();
    unwatch();
    cancelOpening();
    frames.stop();
    seat.leave();
    session.end();
    if (!csms.links.drop(link)) return;
    csms.reliability.heard(id, lastSeen, clock.now());
    keep("the end of a connection", csms.stations.disconnected(id, code, reason));
  }

  async function begin(): Promise<void> {
    csms.links.register(link);
    csms.repeats.forget(id);
    csms.stations.drift.forget(id);
    try {
      const version = dialect.protocol;
      const why = await csms.stations.connected(station, address, version, certificate);
      if (why !== undefined) {
        known.reject(new Error(why));
        return link.close(1008, why);
      }
      isKnown = true;
      known.resolve();
    } catch (error) {
      log.error("{id} could not be let in: {error}", { id, error });
      known.reject(error);
      link.close(1011, "the store does not take it; try again");
      return;
    }
    for (const remark of remarks) aside().remark(remark);
  }

  socket.listen({
    opened() {
      cancelOpening();
      if (session.ended) return socket.close(1001, "opened too late; dial again");
      opened();
      void begin();
    },
    received(data) {
      const now = clock.now();
      csms.reliability.heard(id, lastSeen, now);
      lastSeen = now;
      const length = typeof data === "string" ? data.length : data.byteLength;
      frames.take(data, length, now.getTime());
    },
    ended,
    garbled: () => aside().remark(invalidUtf8),
  });
}
