import type { z } from "zod";
import type { Action } from "../ocpp/action.ts";
import type { Dialect } from "../ocpp/dialect.ts";
import { CallError } from "../ocpp/errors.ts";

interface Answering {
  readonly dialect: Dialect;
}

/** How a charge point answers one action of the CSMS. */
export interface Answer<S extends Answering> {
  readonly action: string;
  /** Throws CallError where the payload is not valid for the version. */
  give(station: S, payload: unknown): Promise<unknown>;
}

/** An answer whose types are those of the action; the request is checked strictly. */
export function answering<S extends Answering>() {
  return <Q extends z.ZodType, R extends z.ZodType>(
    action: Action<Q, R>,
    give: (station: S, request: z.output<Q>) => z.input<R> | Promise<z.input<R>>,
  ): Answer<S> => ({
    action: action.name,
    async give(station, payload) {
      const { dialect } = station;
      const read = (dialect.actions.get(action.name) ?? action).request.safeParse(payload);
      if (read.success) return await give(station, read.data as z.output<Q>);
      const issue = read.error.issues[0]!;
      const code = issue.code === "unrecognized_keys"
        ? dialect.format
        : issue.code === "invalid_type"
        ? "TypeConstraintViolation"
        : "PropertyConstraintViolation";
      throw new CallError(code, `${action.name}: ${issue.path.join(".")} ${issue.message}`);
    },
  });
}

/** The answer to a request; throws CallError for what the CSMS cannot ask. */
export function give<S extends Answering>(
  answers: ReadonlyMap<string, Answer<S>>,
  station: S,
  action: string,
  payload: unknown,
): Promise<unknown> {
  const known = station.dialect.actions.has(action);
  const found = known ? answers.get(action) : undefined;
  if (found) return found.give(station, payload);
  const code = known ? "NotSupported" : "NotImplemented";
  throw new CallError(code, `a charge point does not answer ${action}`);
}
