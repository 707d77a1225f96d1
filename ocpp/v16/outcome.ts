import type { Outcome } from "../../csms/verbs.ts";

/** What most answers of 1.6 say: `Accepted`, or why not. */
export function outcome({ status }: { status: string }): Outcome {
  return { accepted: status === "Accepted", status };
}
