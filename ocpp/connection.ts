import { getLogger } from "@logtape/logtape";
import type { Clock } from "../csms/clock.ts";
import type { Seat } from "../csms/floods/floods.ts";
import type { Flow } from "../csms/floods/flow.ts";
import type { Csms } from "../csms/mod.ts";
import type { Station } from "../csms/model.ts";
import type { ClientCertificate } from "../csms/stations/arrival.ts";
import { type Asides, asides } from "./asides.ts";
import type { Listener, Watch } from "./deaf.ts";
import type { Dialect } from "./dialect.ts";
import type { Inbound } from "./inbound.ts";
import type { Frame, Remark } from "./rpc.ts";
import { type Incoming, type Observer, Session, type Wire } from "./session.ts";
import type { Socket, SocketEvents } from "./socket.ts";
import { StationLink } from "./station_link.ts";

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

/** Who is let in, and how. */
interface Arrival {
  readonly csms: Csms;
  readonly clock: Clock;
  readonly socket: Socket;
  readonly station: Station;
  readonly dialect: Dialect;
  readonly answer: Inbound;
  readonly address: string;
  /** What it showed of itself in the TLS handshake. */
  readonly certificate?: ClientCertificate;
  /** What there is to say of its handshake. */
  readonly remarks: readonly Remark[];
  /** What floods leave it: how often it may speak. */
  readonly seat: Seat;
  readonly watch: Watch;
}

/** Ties an accepted socket to a session, its link and the rules, until either side ends it. */
export function connection(arrival: Arrival): void {
  arrival.socket.listen(new Connection(arrival));
}

/**
 * What the socket, the session, the limits and the watch talk to is this one object: a function for each thing that
 * they say took a third of what an idle station needs of the heap.
 */
class Connection implements SocketEvents, Wire, Observer, Listener {
  readonly #id: string;
  readonly #csms: Csms;
  readonly #clock: Clock;
  readonly #socket: Socket;
  readonly #inbound: Inbound;
  readonly #seat: Seat;
  readonly #watch: Watch;
  readonly #session: Session;
  readonly #link: StationLink;
  readonly #frames: Flow<string | ArrayBuffer>;
  /** What is wanted of it once it opens. */
  #arrival: Arrival | undefined;
  #cancelOpening: (() => void) | undefined;
  /** There while its station is being stored, and for good where that failed. */
  #lettingIn: Promise<void> | undefined;
  /** Made when there is something to keep: most stations give none. */
  #asides: Asides | undefined;

  constructor(arrival: Arrival) {
    const { csms, clock, socket, station, dialect, answer, address, certificate } = arrival;
    this.#id = station.id;
    this.#csms = csms;
    this.#clock = clock;
    this.#socket = socket;
    this.#inbound = answer;
    this.#seat = arrival.seat;
    this.#watch = arrival.watch;
    this.#arrival = arrival;
    this.#session = new Session({
      dialect,
      clock,
      timeoutMs: csms.config.CALL_TIMEOUT_SECONDS * 1000,
      wire: this,
      observer: this,
      answer: (call) => this.#answer(call),
    });
    const session = this.#session;
    this.#link = new StationLink({ csms, session, clock, station: this.#id, address, certificate });
    this.#watch.add(this);
    this.#cancelOpening = clock.after(OPEN_WITHIN_MS, () => this.ended(1006, "never opened"));
    this.#frames = this.#seat.flow(this.#id, this);
  }

  opened(): void {
    this.#cancelOpening?.();
    this.#cancelOpening = undefined;
    const arrival = this.#arrival!;
    this.#arrival = undefined;
    if (this.#session.ended) return this.#socket.close(1001, "opened too late; dial again");
    this.#link.opened();
    this.#lettingIn = this.#letIn(arrival);
    // Whoever waits for it is told; where nobody does, the failure has been logged.
    this.#lettingIn.catch(() => {});
  }

  received(data: string | ArrayBuffer): void {
    const now = this.#clock.now();
    this.#csms.reliability.heard(this.#id, this.#link.lastSeen, now);
    this.#link.lastSeen = now;
    const length = typeof data === "string" ? data.length : data.byteLength;
    this.#frames.take(data, length, now.getTime());
  }

  garbled(): void {
    this.remarked(invalidUtf8);
  }

  /** May be called more than once; a late end of a connection that was replaced touches nothing (law 3). */
  ended(code: number, reason: string): void {
    const { links, reliability, stations } = this.#csms;
    const id = this.#id;
    this.#link.stop();
    this.#watch.delete(this);
    this.#cancelOpening?.();
    this.#frames.stop();
    this.#seat.leave();
    this.#session.end();
    if (!links.drop(this.#link)) return;
    reliability.heard(id, this.#link.lastSeen, this.#clock.now());
    stations.disconnected(id, code, reason).catch((error) =>
      log.error("the end of a connection of {id} was not kept: {error}", { id, error })
    );
  }

  /** A frame that the limits let through. */
  deliver(data: string | ArrayBuffer): void {
    if (typeof data !== "string") this.remarked(binaryFrame);
    this.#session.receive(typeof data === "string" ? data : new TextDecoder().decode(data));
  }

  overflow(): void {
    this.#link.close(1008, "sends more than it may; dial again");
  }

  giveUp(): void {
    this.#link.close(1008, "does not read what it is sent");
  }

  get bufferedAmount(): number {
    return this.#socket.bufferedAmount;
  }

  send(text: string): void {
    this.#socket.send(text);
  }

  close(code: number, reason: string): void {
    this.#socket.close(code, reason);
    // A peer that does not read would hold the socket open for minutes.
    this.ended(code, reason);
  }

  remarked(remark: Remark): void {
    this.#aside().remark(remark);
  }

  called(messageId: string, action: string, text: string): void {
    this.#aside().frame({ direction: "out", kind: "call", messageId, action, text });
  }

  noted(read: Frame | undefined, text: string, action?: string): void {
    if (!read) return this.#aside().frame({ direction: "in", kind: "malformed", text });
    const kind = read.type === "result" ? "result" : "error";
    this.#aside().frame({ direction: "in", kind, messageId: read.id, action, text });
  }

  #aside(): Asides {
    const ready = this.#lettingIn ?? Promise.resolve();
    return this.#asides ??= asides({ csms: this.#csms, station: this.#id, ready });
  }

  /** Frames may come before the station is stored: they wait, and nothing is lost (quirk 10). */
  #answer(call: Incoming): Promise<unknown> {
    const answer = this.#inbound;
    return this.#lettingIn?.then(() => answer(this.#id, call)) ?? answer(this.#id, call);
  }

  async #letIn({ station, address, dialect, certificate, remarks }: Arrival): Promise<void> {
    const csms = this.#csms;
    const id = this.#id;
    csms.links.register(this.#link);
    csms.repeats.forget(id);
    csms.stations.drift.forget(id);
    let why: string | undefined;
    try {
      why = await csms.stations.connected(station, address, dialect.protocol, certificate);
    } catch (error) {
      log.error("{id} could not be let in: {error}", { id, error });
      this.#link.close(1011, "the store does not take it; try again");
      throw error;
    }
    if (why !== undefined) {
      this.#link.close(1008, why);
      throw new Error(why);
    }
    this.#lettingIn = undefined;
    for (const remark of remarks) this.remarked(remark);
  }
}
