import { monotonicFactory } from "ulid";
import type { Change } from "../kv/change.ts";
import type { Store } from "../kv/mod.ts";
import type { Clock } from "./clock.ts";
import type { Config } from "./config.ts";
import { expiry } from "./expiry.ts";
import { fit } from "./fit.ts";
import type { Message } from "./model.ts";

/** Characters of an action or a message id that are kept; both are short where they are right. */
const LONGEST_NAME = 200;

export type Frame = Omit<Message, "id" | "at" | "station">;

/** The frames of each station, both directions, for as long as LOG_DAYS says. */
export function messages({ store, clock, config }: { store: Store; clock: Clock; config: Config }) {
  const ulid = monotonicFactory();
  const skipped = new Set(config.LOG_SKIP);

  /** Adds a frame to what will be committed, unless LOG_SKIP names its action. */
  function add(change: Change, station: string, frame: Frame): void {
    if (frame.action && skipped.has(frame.action)) return;
    const now = clock.now();
    const id = ulid(now.getTime());
    const { action, messageId } = frame;
    const message = {
      ...frame,
      ...(action === undefined ? {} : { action: fit(action, LONGEST_NAME) }),
      ...(messageId === undefined ? {} : { messageId: fit(messageId, LONGEST_NAME) }),
      ...{ text: fit(frame.text), id, station, at: now.toISOString() },
    };
    store.messages.put(change, [station, id], message, expiry(clock, config.LOG_DAYS));
  }

  return {
    add,
    skips: (action: string): boolean => skipped.has(action),
    page: (station: string, options: { limit: number; cursor?: string }) =>
      store.messages.page([station], options),
  };
}

export type Messages = ReturnType<typeof messages>;
