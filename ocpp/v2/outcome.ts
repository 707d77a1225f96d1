import type { Outcome } from "../../csms/verbs.ts";

/** What most answers of 2.x say: `Accepted`, or why not. */
export function outcome({ status }: { readonly status: string }): Outcome {
  return { accepted: status === "Accepted", status };
}

/** An answer whose `Scheduled` is a yes as well. */
export function scheduled({ status }: { readonly status: string }): Outcome {
  return { accepted: status === "Accepted" || status === "Scheduled", status };
}
