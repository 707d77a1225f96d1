import { z } from "zod";
import type { Args, Result, Verb } from "../csms/verbs.ts";
import type { Answering, Context } from "./context.ts";
import type { Hints } from "./read.ts";

/** How one neutral verb becomes a request of this action, and its answer a neutral result. */
interface Codec<V extends Verb, Q, R> {
  /** The request for these arguments; `undefined` leaves the verb to the next action that does it. */
  encode(args: Args<V>): Q | undefined;
  decode(response: R, args: Args<V>): Result<V>;
}

type AnyCodec = Codec<Verb, unknown, unknown>;
/** What a station's answer to our request changes in what is known; `context.change` takes it. */
type Effect<Q, R> = (request: Q, response: R, context: Context) => void | Promise<void>;
type Handler<Q, R> = (request: Q, context: Answering) => R | Promise<R>;

/**
 * One action of OCPP: its schemas, how we answer it, which neutral verbs it carries out.
 * The schemas are fixed in the first call so that literals do not widen in those that follow.
 */
export class Action<
  Q extends z.ZodType = z.ZodType,
  R extends z.ZodType = z.ZodType,
> {
  readonly codecs = new Map<Verb, AnyCodec>();
  handler?: Handler<unknown, unknown>;
  effect?: Effect<unknown, unknown>;
  /** What helps to read a request that does not fit its schema. */
  hints: Hints = {};
  /** The same for the answer of a station. */
  answerHints: Hints = {};
  /** Answered with this where the request cannot be read at all, so that it is never refused (law 8). */
  fallback?: unknown;
  /** False where repeating it changes nothing, so that no answer is kept for a repeat (law 2). */
  replays = true;

  constructor(
    readonly name: string,
    readonly request: Q,
    readonly response: R,
    /** The first version of its family that has it; absent where all have. */
    readonly since?: "2.1",
    /** False where nobody answers: it goes as a SEND (2.1 part 4 §4.1.4). */
    readonly confirmed = true,
  ) {}

  /** Answers a station's request; throw CallError to refuse it. */
  handle(handler: Handler<z.output<Q>, z.input<R>>): this {
    this.handler = handler as Handler<unknown, unknown>;
    return this;
  }

  /** Carries out a neutral verb. */
  does<V extends Verb>(verb: V, codec: Codec<V, z.input<Q>, z.output<R>>): this {
    this.codecs.set(verb, codec as unknown as AnyCodec);
    return this;
  }

  /** Keeps what a station's answer means, whether a verb or a call by name asked for it. */
  answered(effect: Effect<z.output<Q>, z.output<R>>): this {
    this.effect = effect as Effect<unknown, unknown>;
    return this;
  }

  /** Says what stands in for fields that stations leave out or name otherwise. */
  reads(hints: Hints): this {
    this.hints = hints;
    return this;
  }

  /** The same for what a station answers. */
  hears(hints: Hints): this {
    this.answerHints = hints;
    return this;
  }

  /** Marks a request that is idempotent by nature. */
  idempotent(): this {
    this.replays = false;
    return this;
  }

  /** Gives the answer to a request that is past reading. */
  otherwise(fallback: z.input<R>): this {
    this.fallback = fallback;
    return this;
  }
}

/** Defines an action by its name and its two schemas; exporting it from a block registers it. */
export function action<Q extends z.ZodType, R extends z.ZodType>(
  name: string,
  { since, request, response }: { since?: "2.1"; request: Q; response: R },
): Action<Q, R> {
  return new Action(name, request, response, since);
}

/** Defines an action that is never answered; its handler returns nothing. */
export function unconfirmed<Q extends z.ZodType>(
  name: string,
  { since, request }: { since?: "2.1"; request: Q },
): Action<Q, z.ZodVoid> {
  return new Action(name, request, z.void(), since, false);
}
