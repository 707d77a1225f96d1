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

/** Our requests to one peer: first in first out, one at a time (1.6J §4.1.1). */
export interface Outgoing {
  call(
    action: string,
    payload: unknown,
    options: { timeoutMs?: number; first?: boolean; late?: (outcome: unknown) => void },
  ): Promise<unknown>;
  /** Gives an answer, or the CallError, to whoever asked; returns the action, if anybody did. */
  settle(id: string, outcome: unknown): string | undefined;
  hold(): void;
  release(): void;
  end(): void;
}

export function outgoing(options: {
  clock: Clock;
  timeoutMs: number;
  /** False where the wire does not take it any more. */
  send(id: string, action: string, payload: unknown): boolean;
}): Outgoing {
  const queue: Request[] = [];
  let unanswered: Map<string, Request> | undefined;
  let current: Request | undefined;
  let held = false;
  let passing: Request | undefined;
  let ended = false;

  function fail(request: Request, reason: string): void {
    request.cancel();
    request.reject(new NotConnected(`${request.action} was not answered: ${reason}`));
  }

  function next(): void {
    if (current || ended) return;
    const request = held ? passing : queue[0];
    if (!request) return;
    passing = undefined;
    queue.splice(queue.indexOf(request), 1);
    request.cancel();
    current = request;
    request.cancel = options.clock.after(request.timeoutMs, () => expire(request));
    if (!options.send(request.id, request.action, request.payload)) {
      fail(request, "the connection is gone");
    }
  }

  function expire(request: Request): void {
    if (current === request) current = undefined;
    unanswered ??= new Map();
    if (unanswered.size >= MAX_LATE) {
      unanswered.delete(unanswered.keys().next().value!);
    }
    unanswered.set(request.id, request);
    request.reject(new NoAnswer(`${request.action}: no answer within ${request.timeoutMs} ms`));
    next();
  }

  return {
    call(action, payload, { timeoutMs = options.timeoutMs, first = false, late }) {
      if (ended) return Promise.reject(new NotConnected(`${action} cannot be sent: disconnected`));
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
      request.cancel = options.clock.after(timeoutMs, () => {
        queue.splice(queue.indexOf(request), 1);
        if (passing === request) passing = undefined;
        const why = held ? "the station has not booted yet" : "others are waiting";
        reject(new NoAnswer(`${action} was not sent within ${timeoutMs} ms: ${why}`));
      });
      if (first) {
        queue.unshift(request);
        passing = request;
      } else queue.push(request);
      next();
      return promise;
    },
    settle(id, outcome) {
      const late = unanswered?.get(id);
      if (late) {
        unanswered?.delete(id);
        late.late?.(outcome);
        return late.action;
      }
      if (current?.id !== id) return undefined;
      const request = current;
      current = undefined;
      request.cancel();
      if (outcome instanceof Error) request.reject(outcome);
      else request.resolve(outcome);
      next();
      return request.action;
    },
    hold() {
      held = true;
    },
    release() {
      held = false;
      next();
    },
    end() {
      ended = true;
      if (current) fail(current, "the connection ended");
      for (const request of queue) fail(request, "the connection ended");
      queue.length = 0;
      current = undefined;
    },
  };
}
