import type { Change, Csms } from "../csms/mod.ts";

/** What handlers and effects may use: the rules, the change that its answer will be committed with, the facts of arrival. */
export interface Context {
  readonly csms: Csms;
  readonly station: string;
  /** Everything the handler decides goes in here; the answer is sent once it is committed (law 1). */
  readonly change: Change;
  readonly receivedAt: Date;
  /** Runs once the answer has been sent; not at all where it is refused. */
  afterwards(task: () => void): void;
  /** Records on the station, in plain words, what it did that the specification does not allow. */
  finding(kind: string, text: string, example?: unknown): void;
}

/** What a handler may use beside that. */
export interface Answering extends Context {
  /** Whether an answer can be sent as it is: what others gave may be longer than this version takes. */
  fits(answer: unknown): boolean;
}
