import { getLogger } from "@logtape/logtape";
import type { Socket, SocketEvents } from "../ocpp/socket.ts";

const log = getLogger(["kvolt", "serve"]);

/** A WebSocket of the runtime's own, which pings by itself. */
export class RuntimeSocket implements Socket {
  readonly #socket: WebSocket;

  constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.binaryType = "arraybuffer";
  }

  get bufferedAmount(): number {
    return this.#socket.bufferedAmount;
  }

  send(text: string): void {
    this.#socket.send(text);
  }

  close(code: number, reason: string): void {
    if (this.#socket.readyState > WebSocket.OPEN) return;
    try {
      this.#socket.close(code, reason);
    } catch (error) {
      log.warn("a socket would not close: {error}", { error });
    }
  }

  listen(events: SocketEvents): void {
    this.#socket.onopen = () => events.opened();
    this.#socket.onmessage = ({ data }) => events.received(data);
    this.#socket.onclose = ({ code, reason }) => events.ended(code, reason);
    this.#socket.onerror = (event) => {
      if ((event as ErrorEvent).message === "Invalid UTF-8") events.garbled();
    };
  }
}
