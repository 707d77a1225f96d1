import { createHash, randomBytes } from "node:crypto";
import { monotonicFactory } from "ulid";
import type { Store } from "../../kv/mod.ts";
import type { Blobs } from "../blobs.ts";
import type { Clock } from "../clock.ts";
import type { Config } from "../config.ts";
import { expiry } from "../expiry.ts";
import type { StoredBytes, Upload } from "../model/file.ts";

const HOUR_MS = 3_600_000;
const LONGEST_NAME = 255;

/** No upload goes by that token. */
export class UnknownUpload extends Error {
  override name = "UnknownUpload";
}

/** The token was good once. */
export class UploadOver extends Error {
  override name = "UploadOver";
}

/** A log on its way in. */
export interface Incoming {
  readonly source: AsyncIterable<Uint8Array>;
  readonly filename?: string;
  readonly address?: string;
}

/** Logs that stations send to kvolt, each to an address that is good for one file. */
export function uploads({ store, clock, config, blobs }: {
  store: Store;
  clock: Clock;
  config: Config;
  blobs: Blobs;
}) {
  const ulid = monotonicFactory();
  const limit = config.UPLOAD_MAX_MB * 1_000_000;
  // A copy of the database must let nobody send anything.
  const hashed = (token: string) => createHash("sha256").update(token).digest("base64url");

  /** The upload that a token is good for. */
  async function expected(token: string) {
    const known = await store.uploadTokens.get(hashed(token));
    if (!known) throw new UnknownUpload("no upload is expected at this address");
    const entry = await store.uploads.get(...known.value);
    if (!entry) throw new UploadOver("this upload is not wanted any more");
    const { state, expectedUntil } = entry.value;
    if (state === "received") {
      throw new UploadOver("a file was sent to this address already; it is good for one");
    }
    if (Date.parse(expectedUntil) <= clock.now().getTime()) {
      throw new UploadOver(`this address was good until ${expectedUntil}`);
    }
    return entry;
  }

  /** Whoever is whole first counts: one that broke off can be sent again, also after a crash. */
  function keep(token: string, bytes: StoredBytes, { filename, address }: Incoming) {
    return store.apply(async (change) => {
      const entry = await expected(token);
      const received = {
        ...bytes,
        ...(filename ? { filename: filename.slice(0, LONGEST_NAME) } : {}),
        ...(address ? { address } : {}),
        at: clock.now().toISOString(),
      };
      const upload: Upload = { ...entry.value, state: "received", received };
      store.uploads.replace(change, entry, upload, entry.expiresAt);
      const { id, station } = upload;
      change.record("upload.received", { upload: id, size: bytes.size, filename }, station);
      return upload;
    });
  }

  async function get(station: string, id: string): Promise<Upload | undefined> {
    return (await store.uploads.get(station, id))?.value;
  }

  return {
    get,
    /** Makes an address for one file, and gives its path with a slash at its end: 1.6 wants a directory. */
    expect(
      station: string,
      { type, requestId }: Pick<Upload, "type" | "requestId">,
    ): Promise<{ upload: Upload; path: string }> {
      const token = randomBytes(24).toString("base64url");
      return store.apply((change) => {
        const now = clock.now();
        const until = expiry(clock, config.UPLOAD_DAYS);
        const upload: Upload = {
          ...{ id: ulid(now.getTime()), station, type, state: "expected" },
          ...(requestId === undefined ? {} : { requestId }),
          at: now.toISOString(),
          expectedUntil: new Date(now.getTime() + config.UPLOAD_HOURS * HOUR_MS).toISOString(),
        };
        store.uploads.create(change, [station, upload.id], upload, until);
        store.uploadTokens.create(change, [hashed(token)], [station, upload.id], until);
        return Promise.resolve({ upload, path: `/uploads/${token}/` });
      });
    },
    /** Rejects with UnknownUpload or UploadOver where the token is not good. */
    check: async (token: string): Promise<void> => void await expected(token),
    /** Keeps a file; rejects as `check` does, and with TooLarge or EmptyFile, after which the token stays good. */
    async receive(token: string, incoming: Incoming): Promise<Upload> {
      const { expiresAt } = await expected(token);
      const until = expiresAt ?? expiry(clock, config.UPLOAD_DAYS);
      const bytes = await blobs.write(incoming.source, { limit, until });
      try {
        return await keep(token, bytes, incoming);
      } catch (error) {
        await blobs.remove(bytes.blob, bytes.size).catch(() => {});
        throw error;
      }
    },
    page: (station: string, options: { limit: number; cursor?: string }) =>
      store.uploads.page([station], options),
    /** Forgets an upload and its file, and takes its address back; false where there is none. */
    async remove(station: string, id: string): Promise<boolean> {
      const upload = await store.apply(async (change) => {
        const entry = await store.uploads.get(station, id);
        if (entry) store.uploads.removeEntry(change, entry);
        return entry?.value;
      });
      if (upload?.received) await blobs.remove(upload.received.blob, upload.received.size);
      return upload !== undefined;
    },
    read: ({ blob }: StoredBytes, from: number, to: number) => blobs.read(blob, from, to),
  };
}

export type Uploads = ReturnType<typeof uploads>;
