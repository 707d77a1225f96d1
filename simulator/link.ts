import type { Clock } from "../csms/clock.ts";
import type { Dialect } from "../ocpp/dialect.ts";
import { NotConnected } from "../ocpp/errors.ts";
import { sendFrame } from "../ocpp/rpc.ts";
import { type Incoming, type Observer, Session } from "../ocpp/session.ts";
import { wire } from "../ocpp/strict.ts";
import { closeCode, type Connect, type Socket } from "./socket.ts";

/** The connection to the CSMS, dialled again for as long as it is wanted. */
export interface Link {
  readonly connected: boolean;
  /** Resolves when the socket is open; rejects with the reason where the first attempt fails. */
  open(options?: { retry?: boolean }): Promise<void>;
  /** Resolves when the socket is closed; it is not dialled again until `open`. */
  close(reason: string): Promise<void>;
  /** Closes the socket; it is dialled again as after a failure. */
  drop(reason: string): void;
  call(action: string, payload: unknown): Promise<unknown>;
  /** Sends what nobody answers, if there is a connection; throws where it is not valid (2.1 part 4 §4.1.4). */
  send(action: string, payload: unknown): void;
}

interface LinkOptions {
  url(): string;
  headers(): Record<string, string>;
  readonly dialect: Dialect;
  readonly connect: Connect;
  readonly clock: Clock;
  readonly random: () => number;
  readonly timeoutMs?: number;
  readonly observer: Observer;
  /** Told of every text that goes over the wire. */
  frame(direction: "in" | "out", text: string): void;
  answer(call: Incoming): Promise<unknown>;
  opened(): void;
  closed(code: number, reason: string): void;
  retrying(inMs: number, reason: string): void;
}

const LONGEST_PAUSE = 60_000;

export function link(options: LinkOptions): Link {
  let wanted = false;
  let attempt = 0;
  let live: { socket: Socket; session?: Session; gone: Promise<void> } | undefined;
  let cancelRetry = () => {};

  function later(reason: string): void {
    const pause = Math.min(LONGEST_PAUSE, 1000 * 2 ** attempt++) * (0.5 + options.random() / 2);
    options.retrying(pause, reason);
    cancelRetry = options.clock.after(pause, () => dial().catch(() => {}));
  }

  async function dial(): Promise<void> {
    const url = options.url();
    const opened = Promise.withResolvers<void>();
    const gone = Promise.withResolvers<void>();
    const socket = options.connect(url, [options.dialect.protocol], options.headers());
    const mine: typeof live = { socket, gone: gone.promise };
    live = mine;
    let error = "";
    socket.onopen = () => {
      attempt = 0;
      wanted = true;
      mine.session = new Session({
        dialect: options.dialect,
        clock: options.clock,
        answer: options.answer,
        observer: options.observer,
        timeoutMs: options.timeoutMs,
        wire: {
          send: (text) => {
            options.frame("out", text);
            socket.send(text);
          },
          close: (code, reason) => socket.close(closeCode(code), reason),
          get bufferedAmount() {
            return socket.bufferedAmount;
          },
        },
      });
      opened.resolve();
      options.opened();
    };
    socket.onmessage = ({ data }) => {
      options.frame("in", String(data));
      mine.session?.receive(String(data));
    };
    socket.onerror = (event) => error = (event as ErrorEvent).message ?? "";
    socket.onclose = ({ code, reason }) => {
      socket.onclose = null;
      gone.resolve();
      mine.session?.end();
      if (live === mine) live = undefined;
      const why = reason || error || `closed with code ${code}`;
      if (!mine.session) opened.reject(new NotConnected(`${url} did not answer: ${why}`));
      else options.closed(code, why);
      if (wanted && !live) later(why);
    };
    return await opened.promise;
  }

  return {
    get connected() {
      return live?.session !== undefined && !live.session.ended;
    },
    async open({ retry = false } = {}) {
      if (wanted) return;
      attempt = 0;
      wanted = retry;
      await dial();
    },
    async close(reason) {
      wanted = false;
      cancelRetry();
      const closing = live;
      if (!closing) return;
      // A socket that is not open yet cannot say goodbye, but it can be given up.
      if (closing.session) closing.session.close(1000, reason);
      else closing.socket.close();
      await closing.gone;
    },
    drop(reason) {
      live?.session?.close(1000, reason);
    },
    call(action, payload) {
      const session = live?.session;
      if (session) return session.call(action, payload);
      return Promise.reject(new NotConnected(`${action} cannot be sent: disconnected`));
    },
    send(action, payload) {
      const definition = options.dialect.actions.get(action);
      if (!definition) throw new Error(`${options.dialect.protocol} has no action ${action}`);
      const valid = wire(definition.request, payload);
      if (!valid.ok) throw new Error(`${action}: ${valid.message}`);
      if (!live?.session) return;
      const text = sendFrame(crypto.randomUUID(), action, valid.value);
      options.frame("out", text);
      live.socket.send(text);
    },
  };
}
