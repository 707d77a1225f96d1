import type { Change } from "../kv/change.ts";
import type { Store } from "../kv/mod.ts";
import { maskedText } from "./audit/mask.ts";
import type { Clock } from "./clock.ts";
import type { Config } from "./config.ts";
import { expiry } from "./expiry.ts";
import { fit } from "./fit.ts";
import type { Message } from "./model.ts";
import { type Paging, searched } from "./search.ts";

/** Characters of an action or a message id that are kept; both are short where they are right. */
const LONGEST_NAME = 200;
/** Characters of an answer that are kept: with its request it has to fit in one value of 64 KiB. */
const LONGEST_ANSWER = 6_000;

type Writable<T> = { -readonly [K in keyof T]: T[K] };

interface Frame extends Omit<Message, "id" | "at" | "station" | "answer"> {
  /** When it came; absent means now. */
  readonly at?: Date;
  /** The answer that is about to be sent. */
  readonly answer?: Pick<NonNullable<Message["answer"]>, "kind" | "text">;
}

/** The frames of each station, both directions, for as long as LOG_DAYS says. */
export function messages({ store, clock, config }: { store: Store; clock: Clock; config: Config }) {
  const skipped = new Set(config.LOG_SKIP);
  /** Stations whose frames somebody watches, by how many. */
  const watched = new Map<string, number>();

  /** Adds a frame to what will be committed, unless LOG_SKIP names its action. */
  function add(change: Change, station: string, frame: Frame): void {
    if (frame.action && skipped.has(frame.action)) return;
    const now = clock.now();
    const { action, messageId, direction, kind, text, answer } = frame;
    const at = now.toISOString();
    const arrived = frame.at === undefined || +frame.at === +now ? at : frame.at.toISOString();
    const message: Writable<Omit<Message, "id">> = {
      station,
      direction,
      kind,
      text: fit(maskedText(text)),
      at: arrived,
    };
    if (action !== undefined) message.action = fit(action, LONGEST_NAME);
    if (messageId !== undefined) message.messageId = fit(messageId, LONGEST_NAME);
    if (answer) {
      message.answer = {
        kind: answer.kind,
        text: fit(maskedText(answer.text), LONGEST_ANSWER),
        at,
      };
    }
    const logged = change.log(message, expiry(clock, config.LOG_DAYS));
    if (watched.has(station)) change.tell("message.logged", logged, station);
  }

  const page = store.messagesOf;

  return {
    add,
    page,
    /** Frames that meet a filter, the newest first; there may be few and yet more to come, where `next` is not null. */
    find: (station: string, meets: (message: Message) => boolean, paging: Paging) =>
      searched((part) => page(station, part), meets, paging),
    /** Has each frame of a station told as `message.logged` once it is kept; the returned function ends that. */
    watch(station: string): () => void {
      watched.set(station, (watched.get(station) ?? 0) + 1);
      return () => {
        const left = watched.get(station)! - 1;
        if (left > 0) watched.set(station, left);
        else watched.delete(station);
      };
    },
    skips: (action: string): boolean => skipped.has(action),
  };
}
