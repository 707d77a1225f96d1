/** Stations whose keys somebody chose, written into a database before kvolt runs on it. */
import { newStation } from "../csms/stations/new_station.ts";
import { secrets } from "../csms/stations/secrets.ts";
import { openKv } from "../kv/open.ts";
import { openStore } from "../kv/mod.ts";

/**
 * Keys that differ: each takes the tenth of a second that argon2id is to take, which 5,000 would make ten minutes
 * of. What a handshake costs once its verdict is remembered is the same: an HMAC of its own, and a look.
 */
const KEYS = 25;
/** Stations written in one commit. */
const AT_ONCE = 200;

/** Writes so many stations, `KEY-0` and on; gives their keys. `secretKey` is the SECRET_KEY they are given under. */
export async function chosenKeys(
  path: string,
  { count, secretKey }: { count: number; secretKey: string },
): Promise<string[]> {
  const { chosen } = secrets(secretKey);
  const { kv, exclusive } = await openKv(path, Deno.env);
  const store = openStore(kv, { now: () => new Date(), exclusive });
  const keys = Array.from({ length: KEYS }, (_, n) => `a key that is chosen ${n}`);
  const kept = await Array.fromAsync(keys, chosen);
  const at = new Date().toISOString();
  for (let n = 0; n < count; n += AT_ONCE) {
    await store.apply((change) => {
      for (let i = n; i < Math.min(n + AT_ONCE, count); i++) {
        const auth = { type: "basic", key: kept[i % KEYS]! } as const;
        const identity = { status: "active", auth, labels: [] } as const;
        const station = newStation(`KEY-${i}`, { registration: "Accepted", at, identity });
        store.stations.put(change, [station.id], station);
      }
      return Promise.resolve();
    });
  }
  await store.drain();
  store.close();
  return Array.from({ length: count }, (_, n) => keys[n % KEYS]!);
}
