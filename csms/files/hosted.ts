import { Buffer } from "node:buffer";
import { randomBytes, timingSafeEqual } from "node:crypto";
import type { Store } from "../../kv/mod.ts";
import type { Blobs } from "../blobs.ts";
import type { Clock } from "../clock.ts";
import type { Config } from "../config.ts";
import { expiry } from "../expiry.ts";
import type { HostedFile } from "../model/file.ts";

/** Files of the operator's, above all firmware, that stations fetch from kvolt itself. */
export function hostedFiles({ store, clock, config, blobs }: {
  store: Store;
  clock: Clock;
  config: Config;
  blobs: Blobs;
}) {
  const limit = config.FILE_MAX_MB * 1_000_000;
  const get = async (name: string) => (await store.files.get(name))?.value;

  return {
    get,
    /** The most bytes that a file may have. */
    limit,
    page: (options: { limit: number; cursor?: string }) =>
      store.files.page([], { ...options, reverse: false }),
    /** Keeps a file; one of the same name goes, and its address with it. Rejects with TooLarge or EmptyFile. */
    async put(name: string, type: string, source: AsyncIterable<Uint8Array>): Promise<HostedFile> {
      const until = expiry(clock, config.FILE_DAYS);
      const bytes = await blobs.write(source, { limit, until });
      const file: HostedFile = {
        ...{ name, type, ...bytes },
        token: randomBytes(24).toString("base64url"),
        at: clock.now().toISOString(),
        expiresAt: new Date(until).toISOString(),
      };
      const before = await store.apply(async (change) => {
        const entry = await store.files.get(name);
        if (entry) store.files.replace(change, entry, file, until);
        else store.files.create(change, [name], file, until);
        const { size, sha256 } = bytes;
        change.record("file.stored", { name, size, sha256 });
        return entry?.value;
      });
      if (before) await blobs.remove(before.blob, before.size);
      return file;
    },
    /** Forgets a file; false where there is none. */
    async remove(name: string): Promise<boolean> {
      const file = await store.apply(async (change) => {
        const entry = await store.files.get(name);
        if (!entry) return undefined;
        store.files.removeEntry(change, entry);
        change.record("file.removed", { name });
        return entry.value;
      });
      if (file) await blobs.remove(file.blob, file.size);
      return file !== undefined;
    },
    /** Where a station fetches it, below the public URL. */
    pathOf: ({ token, name }: HostedFile) => `/files/${token}/${encodeURIComponent(name)}`,
    /** The file of that name to whoever knows its token. */
    async opened(token: string, name: string): Promise<HostedFile | undefined> {
      const file = await get(name);
      if (!file) return undefined;
      const [given, expected] = [Buffer.from(token), Buffer.from(file.token)];
      const right = given.length === expected.length && timingSafeEqual(given, expected);
      return right ? file : undefined;
    },
    read: (file: HostedFile, from: number, to: number) => blobs.read(file.blob, from, to),
  };
}
