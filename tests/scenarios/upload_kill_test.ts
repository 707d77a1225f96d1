import assert from "node:assert/strict";
import { openStore } from "../../kv/mod.ts";
import { charger } from "../support/charger.ts";
import { database } from "../support/database.ts";
import { type Killable, killable } from "../support/killable.ts";
import { API_TOKEN } from "../support/kvolt.ts";
import { rest } from "../support/rest.ts";
import { setting } from "../routes/setting.ts";

const authorization = `Bearer ${API_TOKEN}`;
const bytes = new Uint8Array(16_000_000).map((_, at) => at % 251);
const list = "/stations/CP-1/uploads";

/** Begins to send all but the last of the bytes, more than the lines between hold; the rest never comes. */
async function half(url: string, headers = ""): Promise<Deno.Conn> {
  const { hostname, port, pathname } = new URL(url);
  const connection = await Deno.connect({ hostname, port: Number(port) });
  const length = bytes.length + 1;
  const head =
    `PUT ${pathname} HTTP/1.1\r\nhost: ${hostname}:${port}\r\n${headers}content-length: ${length}\r\n\r\n`;
  const writer = connection.writable.getWriter();
  await writer.write(new TextEncoder().encode(head));
  await writer.write(bytes);
  writer.releaseLock();
  return connection;
}

async function put(url: string, body: BodyInit, headers: Record<string, string> = {}) {
  const response = await fetch(url, { method: "PUT", body, headers });
  await response.body?.cancel();
  return response.status;
}

/** The pieces of files that are in a database which nobody has open. */
async function stored(path: string): Promise<Uint8Array[]> {
  const store = openStore(await Deno.openKv(path), { now: () => new Date(), exclusive: true });
  const pieces = (await Array.fromAsync(store.pieces.each([]))).map(({ value }) => value);
  store.close();
  return pieces;
}

/** Ends kvolt with these uploads half done, and starts it again. */
async function ended(
  csms: Killable,
  signal: "SIGKILL" | "SIGTERM",
  path: string,
  halves: readonly Deno.Conn[],
): Promise<void> {
  await csms.kill(signal);
  for (const connection of halves) connection.close();
  const half = (await stored(path)).length > 1;
  // A stop may have had the time to take it back.
  assert.ok(half || signal === "SIGTERM", "half of a file is in the store");
  await csms.start();
}

for (const signal of ["SIGKILL", "SIGTERM"] as const) {
  Deno.test(`${signal} amid an upload: no half file is listed, and the address takes the whole one`, async () => {
    await using file = await database();
    const csms = killable(file.path);
    await csms.start();
    const cp = await charger(csms.ws, "CP-1", { protocols: ["ocpp2.0.1"] });
    await cp.boot();
    const before = await rest(csms);
    const asked = cp.answers("GetLog", { status: "Accepted" });
    const { upload } = (await before.send("POST", "/stations/CP-1/diagnostics", {})).body;
    const { remoteLocation } = (await asked).payload.log;
    const hosted = `${csms.api}/files/fw.bin`;
    assert.equal(await put(hosted, "the old firmware", { authorization }), 200);

    await ended(csms, signal, file.path, [
      await half(remoteLocation),
      await half(hosted, `authorization: ${authorization}\r\n`),
    ]);
    const api = await rest(csms);
    const [waiting] = (await api.get(list)).body.items;
    assert.deepEqual([waiting.id, waiting.state, waiting.received], [upload, "expected", null]);
    assert.equal((await api.get(`${list}/${upload}/content`)).status, 404);
    const [kept] = (await api.get("/files")).body.items;
    assert.equal(await (await fetch(kept.url)).text(), "the old firmware");

    assert.equal(await put(remoteLocation, bytes), 204);
    const content = await fetch(`${csms.api}${list}/${upload}/content`, {
      headers: { authorization },
    });
    assert.deepEqual(await content.bytes(), bytes);

    // What was acknowledged outlives the next kill, and the address is not good for another file.
    await csms.kill();
    await csms.start();
    const again = await rest(csms);
    const [received] = (await again.get(list)).body.items;
    assert.deepEqual([received.state, received.received.size], ["received", bytes.length]);
    assert.equal(await put(remoteLocation, "another"), 410);
    await cp.close();
    await csms.kill();
  });
}

Deno.test("an upload that breaks off leaves nothing in the store, and the address takes the whole file", async () => {
  await using file = await database();
  {
    await using s = await setting({ KV_PATH: file.path });
    const asked = s.cp.answers("GetDiagnostics", { fileName: "d.log" });
    await s.api.send("POST", "/stations/CP-1/diagnostics", {});
    const { location } = (await asked).payload;
    (await half(`${location}d.log`)).close();
    assert.equal((await s.api.get(list)).body.items[0].state, "expected");
    assert.equal(await put(`${location}d.log`, "a log"), 204);
    const { received } = (await s.api.get(list)).body.items[0];
    assert.deepEqual([received.filename, received.size], ["d.log", 5]);
  }
  assert.deepEqual((await stored(file.path)).map((piece) => piece.length), [5]);
});
