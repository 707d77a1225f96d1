import type { Outcome } from "../../csms/verbs.ts";
import { type Reason, whyOf } from "./status_info.ts";

interface Answer {
  readonly status: string;
  readonly statusInfo?: Reason;
}

/** What an answer of 2.x says; a yes where its status is one of these. */
export function yesIf({ status, statusInfo }: Answer, yes: readonly string[]): Outcome {
  return { accepted: yes.includes(status), status, ...whyOf(statusInfo) };
}

/** What most answers of 2.x say: `Accepted`, or why not. */
export function outcome(said: Answer): Outcome {
  return yesIf(said, ["Accepted"]);
}
