import type { Clock } from "../csms/clock.ts";
import { Busy, NoAnswer, NotConnected } from "./errors.ts";

/** Requests that may queue for one peer before the next is refused. */
const MAX_QUEUED = 100;
/** Unanswered requests whose late answers are still told apart. */
const MAX_LATE = 100;

interface Request {
  readonly id: string;
  readonly action: string;
  readonly payload: unknown;
  readonly timeoutMs: number;
  readonly late?: (outcome: unknown) => void;
  resolve(value: unknown): void;
  reject(error: Error): void;
  cancel(): void;
}

/** What requests go out by. */
interface Way {
  readonly clock: Clock;
  readonly timeoutMs: number;
  /** False where the wire does not take it any more. */
  send(id: string, action: string, payload: unknown): boolean;
}

/** Our requests to one peer: first in first out, one at a time (1.6J §4.1.1). */
export class Outgoing {
  readonly #way: Way;
  readonly #queue: Request[] = [];
  #unanswered: Map<string, Request> | undefined;
  #current: Request | undefined;
  #held = false;
  #passing: Request | undefined;
  #ended = false;

  constructor(way: Way) {
    this.#way = way;
  }

  call(
    action: string,
    payload: unknown,
    { timeoutMs = this.#way.timeoutMs, first = false, late }: {
      timeoutMs?: number;
      first?: boolean;
      late?: (outcome: unknown) => void;
    },
  ): Promise<unknown> {
    if (this.#ended) {
      return Promise.reject(new NotConnected(`${action} cannot be sent: disconnected`));
    }
    const queue = this.#queue;
    if (queue.length >= MAX_QUEUED) {
      const reason = `${queue.length} requests are waiting already`;
      return Promise.reject(new Busy(`${action} cannot be sent: ${reason}`));
    }
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    const id = crypto.randomUUID();
    const request: Request = {
      ...{ id, action, payload, timeoutMs, late, resolve, reject },
      cancel: () => {},
    };
    request.cancel = this.#way.clock.after(timeoutMs, () => {
      queue.splice(queue.indexOf(request), 1);
      if (this.#passing === request) this.#passing = undefined;
      const why = this.#held ? "the station has not booted yet" : "others are waiting";
      reject(new NoAnswer(`${action} was not sent within ${timeoutMs} ms: ${why}`));
    });
    if (first) {
      queue.unshift(request);
      this.#passing = request;
    } else queue.push(request);
    this.#next();
    return promise;
  }

  /** Gives an answer, or the CallError, to whoever asked; returns the action, if anybody did. */
  settle(id: string, outcome: unknown): string | undefined {
    const late = this.#unanswered?.get(id);
    if (late) {
      this.#unanswered?.delete(id);
      late.late?.(outcome);
      return late.action;
    }
    const request = this.#current;
    if (request?.id !== id) return undefined;
    this.#current = undefined;
    request.cancel();
    if (outcome instanceof Error) request.reject(outcome);
    else request.resolve(outcome);
    this.#next();
    return request.action;
  }

  hold(): void {
    this.#held = true;
  }

  release(): void {
    this.#held = false;
    this.#next();
  }

  end(): void {
    this.#ended = true;
    if (this.#current) fail(this.#current, "the connection ended");
    for (const request of this.#queue) fail(request, "the connection ended");
    this.#queue.length = 0;
    this.#current = undefined;
  }

  #next(): void {
    if (this.#current || this.#ended) return;
    const request = this.#held ? this.#passing : this.#queue[0];
    if (!request) return;
    this.#passing = undefined;
    this.#queue.splice(this.#queue.indexOf(request), 1);
    request.cancel();
    this.#current = request;
    request.cancel = this.#way.clock.after(request.timeoutMs, () => this.#expire(request));
    if (!this.#way.send(request.id, request.action, request.payload)) {
      fail(request, "the connection is gone");
    }
  }

  #expire(request: Request): void {
    if (this.#current === request) this.#current = undefined;
    const unanswered = this.#unanswered ??= new Map();
    if (unanswered.size >= MAX_LATE) unanswered.delete(unanswered.keys().next().value!);
    unanswered.set(request.id, request);
    request.reject(new NoAnswer(`${request.action}: no answer within ${request.timeoutMs} ms`));
    this.#next();
  }
}

function fail(request: Request, reason: string): void {
  request.cancel();
  request.reject(new NotConnected(`${request.action} was not answered: ${reason}`));
}
