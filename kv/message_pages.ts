import { decodeTime } from "ulid";
import type { Message } from "../csms/model.ts";
import type { Page } from "./collection.ts";
import { readCursor, writeCursor } from "./cursor.ts";
import { within } from "./deadline.ts";
import type { Envelope } from "./envelope.ts";
import { BadCursor } from "./errors.ts";
import { isTooLong } from "./key.ts";
import { type Frame, keptName, latestName } from "./message_frame.ts";

/** A record of several frames; before there were such, each had one of its own. */
type Record = Deno.KvEntry<Envelope<readonly Frame[] | Message>>;

/** Reads the frames of a station, the newest first: those that are not sorted yet, and then those that are. */
export function messagePages({ kv, now, timeoutMs }: {
  kv: Deno.Kv;
  now: () => Date;
  timeoutMs: number;
}) {
  /** The frames of a station in some records, the newest first; only those older than `before`, the id of one. */
  async function* framesOf(
    records: AsyncIterable<Record>,
    station: string,
    before?: string,
  ): AsyncGenerator<Message> {
    const at = now().getTime();
    const isOlder = (id: string) => before === undefined || id < before;
    for await (const { value: { value, expiresAt = Infinity } } of records) {
      if (!isFrames(value)) {
        if (expiresAt > at && isOlder(value.id)) yield value;
        continue;
      }
      const newest = decodeTime(value.at(-1)![0]);
      for (const [id, of, text, rest, answer] of value.toReversed()) {
        if (of !== station || !isOlder(id)) continue;
        // A record goes when the last of its frames may.
        if (expiresAt - (newest - decodeTime(id)) > at) {
          const message = { id, station, text, ...JSON.parse(rest) };
          if (message.answer) message.answer.text ??= answer;
          yield message;
        }
      }
    }
  }

  /** Up to so many frames. */
  async function read(station: string, most: number, before?: string): Promise<Message[]> {
    const found: Message[] = [];
    for await (const message of framesOf(latest(before), station, before)) {
      if (found.push(message) === most) return found;
    }
    // What has been sorted meanwhile is in both; all that was sorted earlier is older.
    const last = found.at(-1)?.id ?? before;
    const prefix = [keptName, station];
    const kept = last === undefined ? { prefix } : { prefix, end: [...prefix, last] };
    for await (const message of framesOf(records(kept), station, last)) {
      if (found.push(message) === most) return found;
    }
    return found;
  }

  function records(selector: Deno.KvListSelector): AsyncIterable<Record> {
    return kv.list(selector, { reverse: true, batchSize: 50 });
  }

  /** The records that are not sorted yet and may have frames older than one. */
  async function* latest(before?: string): AsyncGenerator<Record> {
    const prefix = [latestName];
    if (before === undefined) return yield* records({ prefix });
    // A record has the id of its last frame, so that older ones may be in the next record too.
    yield* kv.list<Record["value"]>({ prefix, start: [...prefix, before] }, { limit: 1 });
    yield* records({ prefix, end: [...prefix, before] });
  }

  /** Part of the frames of a station; throws BadCursor for a cursor of another list. */
  return async function page(
    station: string,
    { limit, cursor }: { limit: number; cursor?: string },
  ): Promise<Page<{ readonly value: Message }>> {
    if (!Number.isInteger(limit) || limit < 1) {
      throw new RangeError(`a page has at least one entry, asked for ${limit}`);
    }
    const prefix = [keptName, station];
    const last = cursor === undefined ? undefined : readCursor(prefix, cursor).at(-1);
    if (last !== undefined && typeof last !== "string") {
      throw new BadCursor(`not a cursor: ${JSON.stringify(cursor!.slice(0, 100))}`);
    }
    if (isTooLong(prefix)) return { items: [], next: null };
    // One more than asked for, so that `next` is null when nothing follows.
    const found = await within(read(station, limit + 1, last), timeoutMs, "read of a page");
    const items = found.slice(0, limit).map((value) => ({ value }));
    const more = found.length > limit;
    return { items, next: more ? writeCursor(prefix, [...prefix, items.at(-1)!.value.id]) : null };
  };
}

function isFrames(value: readonly Frame[] | Message): value is readonly Frame[] {
  return Array.isArray(value);
}
