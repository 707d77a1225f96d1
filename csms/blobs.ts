import { createHash } from "node:crypto";
import type { Store } from "../kv/mod.ts";
import type { StoredBytes } from "./model/file.ts";

/** Bytes of one piece: a KV value ends at 64 KiB. */
const PIECE = 60_000;
/** Pieces in one commit, which ends at 800 kB. */
const AT_ONCE = 8;
const REMOVED_AT_ONCE = 200;

/** More came than is allowed; nothing of it is kept. */
export class TooLarge extends Error {
  override name = "TooLarge";
}

/** What came has no byte: nothing is kept, and no file is without any. */
export class EmptyFile extends Error {
  override name = "EmptyFile";
}

/** Bytes of any length in the store, piece by piece: Deno Deploy has no disk. */
export function blobs(store: Store) {
  async function remove(blob: string, size: number): Promise<void> {
    const count = Math.ceil(size / PIECE);
    for (let from = 0; from < count; from += REMOVED_AT_ONCE) {
      await store.apply((change) => {
        const to = Math.min(count, from + REMOVED_AT_ONCE);
        for (let n = from; n < to; n++) store.pieces.remove(change, [blob, n]);
        return Promise.resolve();
      });
    }
  }

  return {
    remove,
    /** Keeps what comes until `until` (ms since 1970); rejects with EmptyFile, or TooLarge beyond `limit` bytes. */
    async write(
      source: AsyncIterable<Uint8Array>,
      { limit, until }: { limit: number; until: number },
    ): Promise<StoredBytes> {
      const blob = crypto.randomUUID();
      const [sha256, md5] = [createHash("sha256"), createHash("md5")];
      const block = new Uint8Array(PIECE * AT_ONCE);
      let [size, written, filled] = [0, 0, 0];

      function flush(): Promise<void> {
        const [first, length] = [written / PIECE, filled];
        written += Math.ceil(length / PIECE) * PIECE;
        filled = 0;
        return store.apply((change) => {
          for (let n = 0; n * PIECE < length; n++) {
            const piece = block.slice(n * PIECE, Math.min(length, (n + 1) * PIECE));
            store.pieces.put(change, [blob, first + n], piece, until);
          }
          return Promise.resolve();
        });
      }

      try {
        for await (const bytes of source) {
          size += bytes.length;
          if (size > limit) throw new TooLarge(`it has more than ${limit} bytes`);
          sha256.update(bytes);
          md5.update(bytes);
          for (let at = 0; at < bytes.length;) {
            const part = bytes.subarray(at, at + block.length - filled);
            block.set(part, filled);
            filled += part.length;
            at += part.length;
            if (filled === block.length) await flush();
          }
        }
        if (size === 0) throw new EmptyFile("the file that was sent is empty");
        if (filled > 0) await flush();
      } catch (error) {
        // What cannot be removed now expires.
        await remove(blob, written).catch(() => {});
        throw error;
      }
      return { blob, size, sha256: sha256.digest("hex"), md5: md5.digest("hex") };
    },
    /** The bytes from `from` up to, not including, `to`; read as they are taken. */
    read(blob: string, from: number, to: number): ReadableStream<Uint8Array<ArrayBuffer>> {
      let at = from;
      return new ReadableStream({
        async pull(controller) {
          if (at < to) {
            const n = Math.floor(at / PIECE);
            const entry = await store.pieces.get(blob, n);
            if (!entry) throw new Error(`piece ${n} of ${blob} is gone`);
            const piece = entry.value.subarray(at - n * PIECE, to - n * PIECE);
            at += piece.length;
            controller.enqueue(piece);
          }
          if (at >= to) controller.close();
        },
      }, { highWaterMark: 0 });
    },
  };
}

export type Blobs = ReturnType<typeof blobs>;
