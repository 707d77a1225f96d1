import { decodeTime } from "ulid";
import type { Message } from "../csms/model.ts";

/** Where frames stand first, in the order of their commits, under the id of the last in the record. */
export const latestName = "latestMessages";
/** Where they stand later, by station, under the id of the first in the record. */
export const keptName = "messages";

/** The one thing that is noted of the log: the last frame that was sorted; whoever sorts writes it anew. */
export const sortedKey = ["meta", "sortedMessages"] as const;

/**
 * A frame as it is stored: `rest` is all else that it says as JSON, which costs less to move than fields; texts stand
 * beside it as they are, since to escape them may double them, and a value ends at 64 KiB.
 */
export type Frame = readonly [
  id: string,
  station: string,
  text: string,
  rest: string,
  /** Absent where an earlier kvolt wrote it, which had it in the rest. */
  answer?: string,
];

/** A frame that goes into the log with a change. */
export interface Logged {
  /** It gets its id when it is committed. */
  readonly message: Omit<Message, "id"> & { id: string };
  readonly rest: string;
  readonly answer: string;
  /** Ms since 1970. */
  readonly expiresAt: number;
}

/** The bytes of a frame, counted as if a character took one. */
export const frameSize = (text: string, rest: string, answer = ""): number =>
  text.length + rest.length + answer.length + 80;

/** The day of UTC in which an id was given. */
export const dayOf = (id: string): number => Math.floor(decodeTime(id) / 86_400_000);
