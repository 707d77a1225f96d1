import type { Change } from "../../kv/change.ts";
import type { Store } from "../../kv/mod.ts";
import type { Clock } from "../clock.ts";
import { fit } from "../fit.ts";
import { roomFor } from "../room.ts";
import type { DisplayMessage, DisplayText, ShownMessage } from "../model/display.ts";

const LONGEST = 2_048;
const MOST_LANGUAGES = 5;
/** Messages of one station that are kept. */
export const MOST_MESSAGES = 1_000;

/** What each station shows to drivers, so far as it took it or has said (2.x part 2, O01 to O06). */
export function displays({ store, clock }: { store: Store; clock: Clock }) {
  const room = roomFor(store.displayMessages, MOST_MESSAGES);
  const short = (text: DisplayText) => ({ ...text, content: fit(text.content, LONGEST) });

  function put(change: Change, station: string, message: DisplayMessage): void {
    const shown: ShownMessage = {
      ...message,
      text: short(message.text),
      more: message.more?.slice(0, MOST_LANGUAGES).map(short),
      ...{ station, at: clock.now().toISOString() },
    };
    // Nobody is told when one ends; a while after its time it is of no use to anybody.
    store.displayMessages.put(change, [station, message.id], shown, endOf(message));
    change.record("display.changed", { id: message.id, shown: true }, station);
  }

  return {
    /** Keeps a message that the station took. */
    shows: put,
    /** Keeps messages that the station says it has; gives how many had no room. */
    async reported(
      change: Change,
      station: string,
      messages: readonly DisplayMessage[],
    ): Promise<number> {
      const once = [...new Map(messages.map((each) => [each.id, each])).values()];
      const known = await store.displayMessages.getMany(once.map(({ id }) => [station, id]));
      let left = await room.take(station, known.filter((entry) => !entry).length);
      const kept = once.filter((_, i) => known[i] || left-- > 0);
      for (const message of kept) put(change, station, message);
      return once.length - kept.length;
    },
    /** Forgets a message that the station dropped. */
    async dropped(change: Change, station: string, id: number): Promise<void> {
      const entry = await store.displayMessages.get(station, id);
      if (!entry) return;
      store.displayMessages.removeEntry(change, entry);
      change.record("display.changed", { id, shown: false }, station);
    },
    /** Those of a station by their ids. */
    page: (station: string, options: { limit: number; cursor?: string }) =>
      store.displayMessages.page([station], { ...options, reverse: false }),
  };
}

const DAY_MS = 86_400_000;

function endOf({ endAt }: DisplayMessage): number | undefined {
  const end = Date.parse(endAt ?? "");
  return Number.isNaN(end) ? undefined : end + DAY_MS;
}
