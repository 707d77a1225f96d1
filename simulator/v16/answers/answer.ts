import type { z } from "zod";
import type { Action } from "../../../ocpp/action.ts";
import { CallError } from "../../../ocpp/errors.ts";
import type { Station } from "../station.ts";

/** How a charge point answers one action of the CSMS. */
export interface Answer {
  readonly action: string;
  /** Throws CallError where the payload is not valid. */
  give(station: Station, payload: unknown): Promise<unknown>;
}

/** An answer whose types are those of the action; the request is checked strictly. */
export function answer<Q extends z.ZodType, R extends z.ZodType>(
  action: Action<Q, R>,
  give: (station: Station, request: z.output<Q>) => z.input<R> | Promise<z.input<R>>,
): Answer {
  return {
    action: action.name,
    async give(station, payload) {
      const read = action.request.safeParse(payload);
      if (read.success) return await give(station, read.data);
      const issue = read.error.issues[0]!;
      const code = issue.code === "unrecognized_keys"
        ? "FormationViolation"
        : issue.code === "invalid_type"
        ? "TypeConstraintViolation"
        : "PropertyConstraintViolation";
      throw new CallError(code, `${action.name}: ${issue.path.join(".")} ${issue.message}`);
    },
  };
}
