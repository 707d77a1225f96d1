import { decodeTime } from "ulid";
import { Change, Conflict } from "./change.ts";
import { type Envelope, sealed } from "./envelope.ts";
import { ChangeRefused } from "./errors.ts";
import type { Ids } from "./ids.ts";
import {
  dayOf,
  type Frame,
  frameSize,
  keptName,
  latestName,
  type Logged,
  sortedKey,
} from "./message_frame.ts";
import { parts } from "./parts.ts";

/** To read a record takes as long as so many frames of it. */
const perRecord = 4;
/** What one commit takes of them: characters, and places of stations. */
const most = { characters: 500_000, stations: 300 };

type Record = Deno.KvEntry<Envelope<readonly Frame[]>>;

/** What the committer does for the log of frames. */
export interface MessageLog {
  /** Gives the frames of a change their ids. */
  stamp(change: Change): void;
  /** The records of the frames of a batch. */
  records(batch: readonly { readonly change: Change }[]): Deno.KvMutation[];
  /** So many frames have been committed at once. */
  wrote(count: number): void;
  /** Resolves when nothing is being sorted. */
  idle(): Promise<void>;
}

/**
 * Writes frames together as a commit has them, and sorts them by station once they are many: with a key for each
 * at its station's own place in the database, they cost a fifth of all that a message did.
 */
export function messageLog({ kv, ids, now, sortAt, graceMs, commit, failed }: {
  kv: Deno.Kv;
  ids: Ids;
  now: () => Date;
  /** So many frames are sorted by station at once; fewer stay where they are, and each page looks through them. */
  sortAt: number;
  /** How old a record is before it is sorted: an instance whose clock is behind may still write before it. */
  graceMs: number;
  commit: (change: Change) => Promise<unknown>;
  /** Is told why nothing was sorted: the frames stay where they are, and are found there. */
  failed: (error: unknown) => void;
}): MessageLog {
  /** Frames that may be there to sort, records counted in; how many an earlier process left is not known. */
  let waiting = sortAt;
  let sorting: Promise<void> | undefined;

  /** The oldest records, as many as one commit takes; none while they are few. */
  async function oldest(): Promise<Record[]> {
    const taken: Record[] = [];
    const stations = new Set<string>();
    let [weight, characters] = [0, 0];
    const known = waiting;
    const young = now().getTime() - graceMs;
    const list = kv.list<Record["value"]>({ prefix: [latestName] }, { batchSize: 10 });
    for await (const record of list) {
      if (graceMs > 0 && decodeTime(record.key[1] as string) > young) break;
      for (const [, station, text, rest, answer] of record.value.value) {
        stations.add(station);
        characters += frameSize(text, rest, answer);
      }
      const full = stations.size > most.stations || characters > most.characters;
      if (full && taken.length > 0) return taken;
      taken.push(record);
      weight += weightOf(record);
      if (weight >= sortAt) return taken;
    }
    // What was written meanwhile may be among them or not.
    waiting += weight - known;
    return [];
  }

  function sorted(records: readonly Record[]): Deno.KvMutation[] {
    const groups = new Map<string, { frame: Frame; until: number }[]>();
    for (const { value: { value: frames, expiresAt = 0 } } of records) {
      for (const frame of frames) {
        // A record goes as a whole: where it holds one day, none of its frames is kept a day too long.
        const name = `${dayOf(frame[0])} ${Math.floor(expiresAt / 86_400_000)} ${frame[1]}`;
        const group = groups.get(name) ?? [];
        groups.set(name, group);
        group.push({ frame, until: expiresAt });
      }
    }
    const at = now().getTime();
    return [...groups.values()].flatMap((group) =>
      parts(group, ({ frame: [, , text, rest, answer] }) => frameSize(text, rest, answer))
        .map((part) => {
          const [id, station] = part[0]!.frame;
          const until = Math.max(...part.map(({ until }) => until));
          return sealed([keptName, station, id], part.map(({ frame }) => frame), until, at);
        })
    );
  }

  /** Moves records in one commit; fewer where that takes too many bytes, as a character may have two. */
  async function move(records: readonly Record[], mark: Deno.KvEntryMaybe<unknown>): Promise<void> {
    const change = new Change();
    // Another instance may be at it: whoever was sooner has written the mark, and what is left is looked at anew.
    change.checks.push({ key: mark.key, versionstamp: mark.versionstamp });
    change.mutations.push(...sorted(records));
    for (const { key } of records) change.mutations.push({ type: "delete", key });
    change.mutations.push(sealed(sortedKey, records.at(-1)!.key[1], undefined, now().getTime()));
    try {
      await commit(change);
    } catch (error) {
      if (error instanceof Conflict) return;
      if (!(error instanceof ChangeRefused) || records.length === 1) throw error;
      await move(records.slice(0, records.length >> 1), mark);
    }
  }

  async function sort(): Promise<void> {
    try {
      for (;;) {
        const mark = await kv.get(sortedKey);
        const records = await oldest();
        if (records.length > 0) await move(records, mark);
        // What was written while it was looked for may be enough by now.
        else if (waiting < sortAt) break;
      }
    } catch (error) {
      // It is tried again, for all that is left, when half as many have come.
      waiting = sortAt >> 1;
      failed(error);
    }
    sorting = undefined;
  }

  return {
    stamp({ messages }) {
      for (const { message } of messages) message.id = ids.next();
    },
    records(batch) {
      const at = now().getTime();
      const logged = batch.flatMap(({ change }) => change.messages);
      const sizeOf = ({ message, rest, answer }: Logged) => frameSize(message.text, rest, answer);
      return parts(logged, sizeOf).map((part) => {
        const until = Math.max(...part.map(({ expiresAt }) => expiresAt));
        const frames = part.map(frameOf);
        return sealed([latestName, frames.at(-1)![0]], frames, until, at);
      });
    },
    wrote(count) {
      waiting += count + perRecord;
      if (waiting >= sortAt) sorting ??= sort();
    },
    idle: () => sorting ?? Promise.resolve(),
  };
}

function frameOf({ message: { id, station, text }, rest, answer }: Logged): Frame {
  return [id, station, text, rest, answer];
}

const weightOf = ({ value }: Record): number => value.value.length + perRecord;
