import type { Change } from "../../kv/change.ts";
import type { Store } from "../../kv/mod.ts";
import type { Clock } from "../clock.ts";
import type { Config } from "../config.ts";
import { expiry } from "../expiry.ts";
import { fit } from "../fit.ts";
import type { EventStream, StreamTail, StreamValue } from "../model/device.ts";

/** Values of one stream that are kept, and their characters: they share an entry. */
const MOST = 200;
const MOST_TEXT = 20_000;
const LONGEST = 500;

/** How a stream runs, as the station says. */
type ToldStream = Pick<EventStream, "id" | "monitor" | "interval" | "values">;

/** Series of values that stations send unanswered (2.1 part 2, N11 to N15): live, and the latest of each kept. */
export function eventStreams({ store, clock, config }: {
  store: Store;
  clock: Clock;
  config: Config;
}) {
  async function keep(
    change: Change,
    station: string,
    told: Pick<EventStream, "id"> & Partial<EventStream>,
  ): Promise<void> {
    const known = (await store.eventStreams.get(station, told.id))?.value;
    const until = expiry(clock, config.LOG_DAYS);
    const stream: EventStream = {
      ...{ state: "open", ...known, ...told, station },
      changedAt: clock.now().toISOString(),
    };
    store.eventStreams.put(change, [station, told.id], stream, until);
    if (known?.state === stream.state) return;
    change.record("stream.changed", { id: stream.id, state: stream.state }, station);
  }

  /** The latest values that fit, in the order of their times. */
  function tail(values: readonly StreamValue[]): StreamValue[] {
    const kept = values.toSorted((a, b) => a.at < b.at ? -1 : a.at > b.at ? 1 : 0).slice(-MOST);
    let room = MOST_TEXT;
    const first = kept.findLastIndex(({ value }) => (room -= value.length + 30) < 0);
    return kept.slice(first + 1);
  }

  return {
    opened: (change: Change, station: string, told: ToldStream): Promise<void> =>
      keep(change, station, { ...told, state: "open" }),
    /** Keeps that a stream ended; one that nobody knew of is none. */
    async closed(change: Change, station: string, id: number): Promise<void> {
      if (!await store.eventStreams.get(station, id)) return;
      await keep(change, station, { id, state: "closed" });
    },
    /** Keeps at what rate the station now sends. */
    adjusted: (change: Change, station: string, told: ToldStream): Promise<void> =>
      keep(change, station, told),
    /** Keeps what the station says are all its streams. */
    async listed(change: Change, station: string, told: readonly ToldStream[]): Promise<void> {
      const open = new Set(told.map(({ id }) => id));
      for await (const { value } of store.eventStreams.each([station])) {
        if (value.state === "open" && !open.has(value.id)) {
          await keep(change, station, { id: value.id, state: "closed" });
        }
      }
      for (const each of told) await keep(change, station, { ...each, state: "open" });
    },
    /** Keeps values, and tells them to who listens; gives whether the stream is known. */
    async values(
      change: Change,
      station: string,
      { id, pending, values }: Pick<StreamTail, "id" | "pending" | "values">,
    ): Promise<boolean> {
      const [known, kept] = await Promise.all([
        store.eventStreams.get(station, id),
        store.streamTails.get(station, id),
      ]);
      const short = values.map(({ at, value }) => ({ at, value: fit(value, LONGEST) }));
      const all = tail([...(kept?.value.values ?? []), ...short]);
      const until = expiry(clock, config.LOG_DAYS);
      store.streamTails.put(change, [station, id], { station, id, pending, values: all }, until);
      const monitor = known?.value.monitor;
      change.tell("stream.sampled", { id, monitor, pending, values: short }, station);
      return known !== null;
    },
    /** The streams of a station by their ids, each with its latest values. */
    async page(station: string, options: { limit: number; cursor?: string }) {
      const page = await store.eventStreams.page([station], { ...options, reverse: false });
      const streams = page.items.map(({ value }) => value);
      const tails = await store.streamTails.getMany(streams.map(({ id }) => [station, id]));
      return {
        next: page.next,
        items: streams.map((stream, i) => ({
          ...stream,
          pending: tails[i]?.value.pending ?? 0,
          latest: tails[i]?.value.values ?? [],
        })),
      };
    },
  };
}
