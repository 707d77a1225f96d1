import type { Event, Fact, Facts, Telemetry } from "../csms/events.ts";
import type { Message } from "../csms/model.ts";
import type { Logged } from "./message_frame.ts";
import type { Turns } from "./turns.ts";

/** What one unit of work wants written together, with the events that come of it. */
export class Change {
  /** Whether the work was begun once already, and what it took for true was not. */
  readonly again: boolean;
  #done: Map<string, Promise<unknown>> | undefined;
  /** What ends the turns that it has, by their keys. */
  #turns: Map<string, () => void> | undefined;

  /** `before` is the change of the attempt before this one. */
  constructor(before?: Change) {
    this.again = before !== undefined;
    this.#done = before === undefined ? undefined : before.#done;
  }

  /** What must still be true for anything of it to be written. */
  readonly checks: Deno.AtomicCheck[] = [];
  /** `set` (with `expireIn`, in ms) and `delete` only: the others are not atomic with the rest. */
  readonly mutations: Deno.KvMutation[] = [];
  /** Facts, journaled with the mutations; the committer gives `id` and, where it is empty, `at`. */
  readonly events: Event[] = [];
  /** Telemetry, published after the commit and never stored; `at` as with events. */
  readonly live: Event[] = [];
  /** Frames for the log. */
  readonly messages: Logged[] = [];

  /** Whether there is anything to write. */
  get writes(): boolean {
    return this.mutations.length > 0 || this.events.length > 0 || this.messages.length > 0;
  }

  /** Does what must not be done again when the work is begun anew, such as asking somebody outside. */
  once<T>(name: string, task: () => Promise<T>): Promise<T> {
    this.#done ??= new Map();
    let done = this.#done.get(name);
    if (!done) this.#done.set(name, done = task());
    return done as Promise<T>;
  }

  /** Waits for its turn, which it has until `over`. */
  async take(turn: Turns, key: string): Promise<void> {
    if (this.#turns?.has(key)) return;
    const end = await turn(key);
    this.#turns ??= new Map();
    this.#turns.set(key, end);
  }

  /** It is written, or given up: whoever waits for it goes on. */
  over(): void {
    for (const end of this.#turns?.values() ?? []) end();
  }

  /** Adds a fact that is journaled with this change. */
  record<F extends Fact>(type: F, data: Facts[F], station?: string): void {
    this.events.push(unstamped(type, data, station));
  }

  /** Adds a frame to the log, kept until `expiresAt` (ms since 1970); what it gives has an id once it is committed. */
  log(frame: Omit<Message, "id">, expiresAt: number): Message {
    const { station: _, text: __, answer, ...rest } = frame;
    const message = { id: "", ...frame };
    const all = answer ? { ...rest, answer: { ...answer, text: undefined } } : rest;
    const beside = { rest: JSON.stringify(all), answer: answer?.text ?? "" };
    this.messages.push({ message, ...beside, expiresAt });
    return message;
  }

  /** Adds telemetry that is published once this change is committed. */
  tell<T extends keyof Telemetry>(type: T, data: Telemetry[T], station?: string): void {
    this.live.push(unstamped(type, data, station));
  }
}

/** Something this change was built on has changed in the meantime; nothing of it was written. */
export class Conflict extends Error {
  override name = "Conflict";
}

function unstamped(type: Event["type"], data: unknown, station?: string): Event {
  return station === undefined ? { type, at: "", data } : { type, at: "", station, data };
}
