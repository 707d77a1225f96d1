// @ts-types="@types/ws"
import type { WebSocket } from "ws";
import type { Clock } from "../csms/clock.ts";
import type { Socket, SocketEvents } from "../ocpp/socket.ts";

/** A WebSocket over a port with TLS. It keeps watch itself, as the runtime does for its own (law 5). */
export class NodeSocket implements Socket {
  readonly #clock: Clock;
  readonly #halfMs: number;
  #socket: WebSocket | undefined;
  #events: SocketEvents | undefined;
  #heard = true;
  #pinged = false;
  #cancel = () => {};
  #closed: [number, string] | undefined;

  /** Pings after half of the idle time without a sign of life, and gives up after the other half. */
  constructor(clock: Clock, idleSeconds: number) {
    this.#clock = clock;
    this.#halfMs = idleSeconds * 500;
  }

  get bufferedAmount(): number {
    return this.#socket?.bufferedAmount ?? 0;
  }

  send(text: string): void {
    this.#socket?.send(text, ignore);
  }

  close(code: number, reason: string): void {
    this.#closed ??= [code, reason];
    this.#socket?.close(code, reason);
  }

  listen(events: SocketEvents): void {
    this.#events = events;
  }

  /** The handshake is over. */
  open(socket: WebSocket): void {
    this.#socket = socket;
    const alive = () => {
      this.#heard = true;
    };
    socket.on("message", (data, isBinary) => {
      alive();
      const bytes = data as Uint8Array<ArrayBuffer>;
      this.#events?.received(isBinary ? new Uint8Array(bytes).buffer : String(data));
    });
    socket.on("pong", alive);
    socket.on("error", (error: Error & { code?: string }) => {
      if (error.code === "WS_ERR_INVALID_UTF8") this.#events?.garbled();
    });
    socket.on("close", (code, reason) => {
      this.#cancel();
      this.#events?.ended(code, String(reason));
    });
    if (this.#closed) return socket.close(...this.#closed);
    this.#watch();
    this.#events?.opened();
  }

  #watch(): void {
    this.#cancel = this.#clock.after(this.#halfMs, () => {
      if (this.#heard) this.#pinged = false;
      else if (this.#pinged) return this.#giveUp();
      else {
        this.#pinged = true;
        this.#socket?.ping(ignore);
      }
      this.#heard = false;
      this.#watch();
    });
  }

  #giveUp(): void {
    this.#events?.ended(1001, "no answer to a ping");
    this.#socket?.terminate();
  }
}

/** What cannot be sent to a peer that has gone is of no interest: its end is told apart. */
function ignore(): void {}
