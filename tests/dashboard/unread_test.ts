import assert from "node:assert/strict";
import { fakeClock } from "../support/clock.ts";
import { kvolt } from "../support/kvolt.ts";
import { soon } from "../support/until.ts";

const STATIONS = 500;
/** More than what a connection takes that nobody reads from. */
const ROUNDS = 40;

/** All that comes until the connection ends, in bytes. */
async function rest(connection: Deno.Conn): Promise<number> {
  const some = new Uint8Array(1 << 16);
  let bytes = 0;
  for (let read: number | null; (read = await connection.read(some)) !== null;) bytes += read;
  return bytes;
}

Deno.test(
  "a browser that stops reading is kept no changes for, holds up nobody, and is cut off",
  { timeout: 60_000 },
  async () => {
    const clock = fakeClock();
    const csms = await kvolt({ KVOLT_DEV: "1", API_TOKEN: "" }, { clock });
    const { port } = csms.addresses[0]!;
    const ids = Array.from({ length: STATIONS }, (_, n) => `CP-${n}`);
    await Promise.all(ids.map((id) => csms.csms.stations.register(id)));
    const stuck = await Deno.connect({ hostname: "127.0.0.1", port });
    const request = "GET /live/stations HTTP/1.1\r\nhost: kvolt\r\nconnection: close\r\n\r\n";
    await stuck.write(new TextEncoder().encode(request));
    await stuck.read(new Uint8Array(1_000));

    const end = new AbortController();
    const url = `http://127.0.0.1:${port}/live/stations`;
    const response = await fetch(url, { signal: end.signal });
    let bytes = 0;
    const reading = (async () => {
      for await (const some of response.body!) bytes += some.length;
    })().catch(() => {});
    await soon(() => assert.ok(bytes > 0));
    let least = 0;
    for (let round = 0; round < ROUNDS; round++) {
      await csms.csms.apply((change) => {
        for (const id of ids) change.record("station.changed", {}, id);
        return Promise.resolve();
      });
      const before = bytes;
      clock.advance(350);
      // A card has some 900 bytes.
      await soon(() => assert.ok(bytes - before > STATIONS * 500, `${bytes - before} came`));
      least ||= bytes - before;
    }
    assert.ok(bytes > least * ROUNDS * 0.9);
    for (let beat = 0; beat < 3; beat++) {
      const before = bytes;
      clock.advance(15_000);
      await soon(() => assert.ok(bytes > before));
    }
    const kept = await rest(stuck);
    assert.ok(kept < bytes / 2, `${kept} of ${bytes} bytes were kept for it`);
    end.abort();
    await reading;
    stuck.close();
    const stopped = csms.stop();
    clock.advance(100);
    await stopped;
  },
);
