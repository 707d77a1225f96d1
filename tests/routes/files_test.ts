import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { API_TOKEN } from "../support/kvolt.ts";
import { setting } from "./setting.ts";

const headers = { authorization: `Bearer ${API_TOKEN}` };
const bytes = new Uint8Array(150_000).map((_, at) => at % 251);

Deno.test("a file is kept, given to a station by its URL in whole and in part, and forgotten", async () => {
  await using s = await setting();
  const path = `${s.csms.api}/files/fw.bin`;
  const put = await fetch(path, { method: "PUT", headers, body: bytes });
  const kept = await put.json();
  assert.deepEqual([put.status, kept.size], [200, bytes.length]);
  assert.equal(kept.sha256, createHash("sha256").update(bytes).digest("hex"));
  assert.deepEqual((await s.api.get("/files")).body.items, [kept]);

  const whole = await fetch(kept.url);
  assert.deepEqual(await whole.bytes(), bytes);
  const etag = whole.headers.get("etag")!;
  const part = await fetch(kept.url, { headers: { range: "bytes=59990-120009" } });
  assert.deepEqual([part.status, part.headers.get("content-range")], [
    ...[206, "bytes 59990-120009/150000"],
  ]);
  assert.deepEqual(await part.bytes(), bytes.slice(59_990, 120_010));
  const tail = await fetch(kept.url, { headers: { range: "bytes=-5" } });
  assert.deepEqual(await tail.bytes(), bytes.slice(-5));
  const changed = { range: "bytes=0-1", "if-range": '"another"' };
  const again = await fetch(kept.url, { headers: changed });
  assert.deepEqual([again.status, (await again.bytes()).length], [200, 150_000]);
  assert.equal((await fetch(kept.url, { headers: { "if-none-match": etag } })).status, 304);
  const beyond = await fetch(kept.url, { headers: { range: "bytes=150000-" } });
  assert.deepEqual([beyond.status, beyond.headers.get("content-range")], [416, "bytes */150000"]);
  await beyond.body?.cancel();

  const update = s.cp.answers("UpdateFirmware", {});
  await s.api.send("POST", "/stations/CP-1/firmware", { file: "fw.bin" });
  assert.equal((await update).payload.location, kept.url);
  for (const body of [{}, { file: "fw.bin", location: "ftp://x/y" }, { file: "other" }]) {
    assert.equal((await s.api.send("POST", "/stations/CP-1/firmware", body)).status, 422);
  }
  assert.equal((await s.api.send("DELETE", "/files/fw.bin")).status, 204);
  assert.equal((await s.api.send("DELETE", "/files/fw.bin")).status, 404);
  const gone = await fetch(kept.url);
  assert.equal(gone.status, 404);
  await gone.body?.cancel();
});

Deno.test("a file beyond FILE_MAX_MB, without a token or under another token is refused", async () => {
  await using s = await setting({ FILE_MAX_MB: "0.1" });
  const path = `${s.csms.api}/files/fw.bin`;
  const statusOf = async (url: string, init?: RequestInit) => {
    const response = await fetch(url, init);
    await response.body?.cancel();
    return response.status;
  };
  assert.equal(await statusOf(path, { method: "PUT", headers, body: bytes }), 413);
  const chunked = ReadableStream.from([bytes.slice(0, 60_000), bytes.slice(0, 60_000)]);
  assert.equal(await statusOf(path, { method: "PUT", headers, body: chunked }), 413);
  assert.deepEqual((await s.api.get("/files")).body.items, []);
  assert.equal(await statusOf(path, { method: "PUT", body: bytes.slice(0, 9) }), 401);
  assert.equal(await statusOf(path, { method: "PUT", headers, body: bytes.slice(0, 9) }), 200);
  const { url } = (await s.api.get("/files/fw.bin")).body;
  assert.equal(await statusOf(url.replace(/files\/[^/]+/, "files/another")), 404);
});

Deno.test("a file without a byte is refused, and the one that it would replace stays", async () => {
  await using s = await setting();
  const path = `${s.csms.api}/files/fw.bin`;
  const put = async (body?: BodyInit) => {
    const response = await fetch(path, { method: "PUT", headers, body });
    return { status: response.status, body: await response.json() };
  };
  const nothing = () => ReadableStream.from<Uint8Array<ArrayBuffer>>([]);
  for (const body of [undefined, "", new Uint8Array(), nothing()]) {
    const refused = await put(body);
    assert.deepEqual([refused.status, refused.body.detail], [
      ...[422, "the file that was sent is empty"],
    ]);
  }
  assert.deepEqual((await s.api.get("/files")).body.items, []);
  const kept = (await put("firmware")).body;
  assert.equal((await put(nothing())).status, 422);
  assert.deepEqual((await s.api.get("/files/fw.bin")).body, kept);
  assert.equal(await (await fetch(kept.url)).text(), "firmware");
});
