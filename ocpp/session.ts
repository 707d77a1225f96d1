import { getLogger } from "@logtape/logtape";
import type { Clock } from "../csms/clock.ts";
import type { Dialect } from "./dialect.ts";
import { CallError, InvalidPayload } from "./errors.ts";
import { Outgoing } from "./outgoing.ts";
import {
  callFrame,
  errorFrame,
  type Frame,
  readFrame,
  type Remark,
  resultFrame,
  type Unreadable,
} from "./rpc.ts";
import { wire as onWire } from "./strict.ts";

const log = getLogger(["kvolt", "ocpp"]);

/** Whatever carries the text of frames: a WebSocket of any make, or a test's pair of queues. */
export interface Wire {
  send(text: string): void;
  close(code: number, reason: string): void;
  /** Bytes handed over that the peer has not taken yet. */
  readonly bufferedAmount: number;
}

/** A request that came in, not yet checked against a schema. */
export interface Incoming {
  readonly id: string;
  /** The JSON spelling of an id that came as a number; its answer repeats that. */
  readonly rawId?: string;
  readonly action: string;
  readonly payload: unknown;
  readonly text: string;
  /** What had to be mended in its frame. */
  readonly remarks: readonly Remark[];
  /** Why it is refused unseen: it could not be read as a request. */
  readonly refused?: CallError;
  /** Nobody waits for an answer: it came as a SEND (2.1 part 4 §4.1.4). */
  readonly unanswered?: true;
  /** Set by whoever answers: runs once the answer has been sent. */
  after?: () => void;
}

/** What a session tells of the frames that `answer` does not see. */
export interface Observer {
  /** An answer to one of our requests, or what could not be read as a frame. */
  noted?(frame: Frame | undefined, text: string, action?: string): void;
  /** A request of ours. */
  called?(id: string, action: string, text: string): void;
  /** What is wrong with a frame that is no request. */
  remarked?(remark: Remark): void;
}

/** What a peer is told of an error: a CallError as it is, of any other nothing. */
export function asCallError(error: unknown): CallError {
  return error instanceof CallError
    ? error
    : new CallError("InternalError", "the request could not be carried out; try again");
}

export interface SessionOptions {
  readonly dialect: Dialect;
  readonly wire: Wire;
  readonly clock: Clock;
  /** Answers a request with the payload of its result; throws CallError to refuse it. */
  readonly answer: (call: Incoming) => Promise<unknown>;
  readonly observer?: Observer;
  /** How long a peer may take to answer, in ms; 30 s where nothing is given. */
  readonly timeoutMs?: number;
}

/** A peer this far behind in reading is given up (bytes). */
export const MAX_BUFFERED = 1 << 20;
/** The longest frame that is read (characters). */
export const MAX_FRAME = 1 << 20;
/** Requests of one peer that may wait for their answers. */
export const MAX_WAITING = 1_000;

/**
 * One connection's conversation, whichever side we are: requests that come in are answered in the
 * order of arrival, ours go out one at a time, and results pass both queues by (law 4).
 */
export class Session {
  readonly dialect: Dialect;
  readonly #options: SessionOptions;
  readonly #waiting: Incoming[] = [];
  readonly #outgoing: Outgoing;
  #answering = false;
  #ended = false;
  /** Made when somebody asks for it: most sessions are never waited for. */
  #idle: PromiseWithResolvers<void> | undefined;

  constructor(options: SessionOptions) {
    this.#options = options;
    this.dialect = options.dialect;
    this.#outgoing = new Outgoing({
      clock: options.clock,
      timeoutMs: options.timeoutMs ?? 30_000,
      send: (id, action, payload) => {
        const text = callFrame(id, action, payload);
        if (!this.#send(text)) return false;
        options.observer?.called?.(id, action, text);
        return true;
      },
    });
  }

  get ended(): boolean {
    return this.#ended;
  }

  /** Resolves when no request of the peer is being answered. */
  get idle(): Promise<void> {
    if (!this.#answering) return Promise.resolve();
    return (this.#idle ??= Promise.withResolvers()).promise;
  }

  /** Takes one frame as it came off the wire; never throws. */
  receive(text: string): void {
    if (this.#ended) return;
    if (text.length > MAX_FRAME) {
      log.warn("frame of {length} characters refused: more than {max}", {
        length: text.length,
        max: MAX_FRAME,
      });
      return this.close(1009, `frame of ${text.length} characters; at most ${MAX_FRAME}`);
    }
    const reading = readFrame(text);
    if (reading.ok) this.#take(reading.frame, text, reading.findings);
    else this.#takeUnreadable(reading, text);
  }

  /**
   * Sends a request and resolves with the payload of its result, as it came. Rejects with CallError,
   * NoAnswer, NotConnected, Busy or InvalidPayload. `late` is told what comes after NoAnswer (law 12).
   */
  call(
    action: string,
    payload: unknown,
    options: { timeoutMs?: number; first?: boolean; late?: (outcome: unknown) => void } = {},
  ): Promise<unknown> {
    const definition = this.dialect.actions.get(action);
    if (!definition) {
      const message = `${this.dialect.protocol} has no action ${action}`;
      return Promise.reject(new InvalidPayload(message, [{ path: "action", message }]));
    }
    const valid = onWire(definition.request, payload);
    if (!valid.ok) {
      return Promise.reject(new InvalidPayload(`${action}: ${valid.message}`, valid.issues));
    }
    return this.#outgoing.call(action, valid.value, options);
  }

  /** Keeps our requests back until `release` (law 11); one marked `first` passes. */
  hold(): void {
    this.#outgoing.hold();
  }

  release(): void {
    this.#outgoing.release();
  }

  /** Closes the wire and ends the session at once, without waiting for the peer to agree. */
  close(code: number, reason: string): void {
    if (this.#ended) return;
    this.end();
    this.#options.wire.close(code, reason.slice(0, 120));
  }

  /** The wire is gone: whoever waits for an answer is told. Calling it again does nothing. */
  end(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#waiting.length = 0;
    this.#outgoing.end();
  }

  #takeUnreadable(frame: Unreadable, text: string): void {
    const { observer } = this.#options;
    const { reason, id, rawId, action = "" } = frame;
    observer?.noted?.(undefined, text);
    if (frame.empty) return observer?.remarked?.({ kind: "empty-frame", text: reason });
    observer?.remarked?.({ kind: "broken-frame", text: reason, example: text });
    // 1.6J §4.1.3: a message type that the version does not have is ignored.
    if (frame.code === "MessageTypeNotSupported" && !this.dialect.refusesTypes) return;
    const error = new CallError(this.dialect.format, reason);
    if (frame.answers !== undefined) this.#outgoing.settle(frame.answers, error);
    else if (id !== undefined) {
      this.#queue({ id, rawId, action, payload: undefined, text, remarks: [], refused: error });
    }
  }

  #take(frame: Frame, text: string, remarks: readonly Remark[]): void {
    const { observer } = this.#options;
    switch (frame.type) {
      case "send":
        if (this.dialect.actions.get(frame.action)?.confirmed === false) {
          return this.#queue({ ...frame, text, remarks, unanswered: true });
        }
        return observer?.remarked?.({
          kind: "unknown-message-type",
          text: `${this.dialect.protocol} has no SEND of the name ${frame.action}.`,
          example: text,
        });
      case "call": {
        const { id, rawId, action, payload } = frame;
        return this.#queue({ id, rawId, action, payload, text, remarks });
      }
      case "result":
        for (const remark of remarks) observer?.remarked?.(remark);
        return this.#settled(this.#outgoing.settle(frame.id, frame.payload), frame, text);
      case "error":
      case "resulterror": {
        for (const remark of remarks) observer?.remarked?.(remark);
        const error = new CallError(frame.code, frame.description, frame.details);
        return this.#settled(this.#outgoing.settle(frame.id, error), frame, text);
      }
    }
  }

  #settled(action: string | undefined, frame: Frame, text: string): void {
    this.#options.observer?.noted?.(frame, text, action);
    if (action !== undefined) return;
    const said = `answers a request that was never made: ${frame.id}`;
    this.#options.observer?.remarked?.({ kind: "unasked-answer", text: said, example: text });
  }

  #queue(call: Incoming): void {
    if (this.#waiting.length >= MAX_WAITING) {
      log.warn("a peer has {count} requests waiting for their answers; closing", {
        count: this.#waiting.length,
      });
      return this.close(1008, `more than ${MAX_WAITING} requests unanswered`);
    }
    this.#waiting.push(call);
    if (!this.#answering) this.#answerAll();
  }

  async #answerAll(): Promise<void> {
    this.#answering = true;
    for (let call = this.#waiting.shift(); call; call = this.#waiting.shift()) {
      try {
        if (call.refused) throw call.refused;
        this.#reply(call, await this.#options.answer(call));
      } catch (error) {
        this.#refuse(call, error);
      }
    }
    this.#answering = false;
    this.#idle?.resolve();
    this.#idle = undefined;
  }

  #reply(call: Incoming, payload: unknown): void {
    if (call.unanswered) return call.after?.();
    const action = this.dialect.actions.get(call.action);
    // A CALL of what should have been a SEND waits for its answer all the same.
    const valid = action?.confirmed
      ? onWire(action.response, payload)
      : { ok: true as const, value: payload ?? {} };
    if (!valid.ok) throw new Error(`our answer to ${call.action} is not valid: ${valid.message}`);
    this.#send(resultFrame(call.id, valid.value, call.rawId));
    call.after?.();
  }

  #refuse({ id, rawId, action, unanswered }: Incoming, error: unknown): void {
    if (!(error instanceof CallError)) {
      log.error("{action} could not be answered: {error}", { action, error });
    }
    if (unanswered) return;
    const { code, message, details } = asCallError(error);
    this.#send(errorFrame(id, code, message, details, rawId));
  }

  #send(text: string): boolean {
    if (this.#ended) return false;
    if (this.#options.wire.bufferedAmount > MAX_BUFFERED) {
      log.warn("a peer does not read: {bytes} bytes wait for it; closing", {
        bytes: this.#options.wire.bufferedAmount,
      });
      this.close(1008, "does not read what it is sent");
      return false;
    }
    this.#options.wire.send(text);
    return true;
  }
}
