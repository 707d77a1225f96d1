import { z } from "zod";
import { action } from "../action.ts";
import { accepted } from "./types.ts";
import { outcome } from "./outcome.ts";

/** The station restarts, in order or at once (1.6 §5.14). */
export const reset = action("Reset", {
  request: z.strictObject({ type: z.enum(["Hard", "Soft"]) }),
  response: z.strictObject({ status: accepted }),
}).does("reset", {
  encode: ({ type, evse }) =>
    evse === undefined ? { type: type === "hard" ? "Hard" : "Soft" } : undefined,
  decode: outcome,
});

/** A connector lets go of its cable (1.6 §5.18). */
export const unlockConnector = action("UnlockConnector", {
  request: z.strictObject({ connectorId: z.int() }),
  response: z.strictObject({ status: z.enum(["Unlocked", "UnlockFailed", "NotSupported"]) }),
}).does("unlock", {
  encode: ({ evse }) => ({ connectorId: evse }),
  decode: ({ status }) => ({ accepted: status === "Unlocked", status }),
});
