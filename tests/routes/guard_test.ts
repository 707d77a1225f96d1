import assert from "node:assert/strict";
import { API_TOKEN, kvolt } from "../support/kvolt.ts";
import { rest } from "../support/rest.ts";

/** A client that sends whatever Host it is told to. */
async function rawClient(port: number) {
  const socket = await Deno.connect({ hostname: "127.0.0.1", port });
  return {
    async get(path: string, host: string, token = "") {
      const lines = [`GET ${path} HTTP/1.1`, `Host: ${host}`, "Connection: close"];
      if (token) lines.push(`Authorization: Bearer ${token}`);
      await socket.write(new TextEncoder().encode(`${lines.join("\r\n")}\r\n\r\n`));
      const text = await new Response(socket.readable).text();
      return { status: Number(text.split(" ")[1]), text };
    },
    [Symbol.asyncDispose]() {
      try {
        socket.close();
      } catch {
        // Reading it to its end has closed it.
      }
      return Promise.resolve();
    },
  };
}

async function problem(response: Response) {
  assert.equal(response.headers.get("content-type"), "application/problem+json");
  const body = await response.json();
  assert.equal(body.status, response.status);
  assert.match(body.type, /^urn:kvolt:problem:[a-z-]+$/);
  assert.ok(body.title && body.detail);
  return body;
}

Deno.test(
  "roles: REST answers 401 without the token or with a wrong one, but for health and the document",
  { timeout: 20_000 },
  async () => {
    const csms = await kvolt();
    for (const given of [undefined, "Bearer wrong", `Basic ${API_TOKEN}`, API_TOKEN, "Bearer "]) {
      const headers = given === undefined ? undefined : { authorization: given };
      for (const path of ["/stations", "/events", "/test/generate-id-tag", "/nowhere"]) {
        const response = await fetch(csms.api + path, { headers });
        assert.equal(response.status, 401, `${given} ${path}`);
        assert.match(response.headers.get("www-authenticate")!, /^Bearer/);
        assert.ok(!JSON.stringify(await problem(response)).includes(API_TOKEN));
      }
      for (const path of ["/health", "/openapi.json"]) {
        const response = await fetch(csms.api + path, { headers });
        assert.equal(response.status, 200, path);
        await response.body!.cancel();
      }
    }
    const response = await fetch(`${csms.api}/stations`, {
      headers: { authorization: `bearer ${API_TOKEN}` },
    });
    assert.equal(response.status, 200);
    assert.equal(response.headers.get("x-content-type-options"), "nosniff");
    assert.equal(response.headers.get("access-control-allow-origin"), null);
    await response.body!.cancel();
    await csms.stop();
  },
);

Deno.test("pages: in development REST is open, yet not to the page of another site", async () => {
  const csms = await kvolt({ KVOLT_DEV: "1" });
  const origin = new URL(csms.api).origin;
  const statusFor = async (origin?: string) => {
    const response = await fetch(`${csms.api}/stations/CP-1/accept`, {
      method: "POST",
      headers: origin ? { origin } : {},
    });
    await problem(response);
    return response.status;
  };
  assert.equal(await statusFor(), 404);
  assert.equal(await statusFor(origin), 404);
  assert.equal(await statusFor("https://evil.example"), 403);
  assert.equal(await statusFor("null"), 403);
  await csms.stop();
});

Deno.test("pages: in development REST answers only under the names of loopback: another one may be a page's, led here", async () => {
  const csms = await kvolt({ KVOLT_DEV: "1" });
  const { port } = new URL(csms.api);
  const ask = async (host: string, path = "/stations") => {
    await using client = await rawClient(Number(port));
    return await client.get(`/api/v1${path}`, host);
  };
  for (const host of ["localhost", `LOCALHOST:${port}`, "127.0.0.1:1", `[::1]:${port}`]) {
    assert.equal((await ask(host)).status, 200, host);
  }
  for (const host of ["evil.example", `evil.example:${port}`, "127.0.0.1.evil.example", "[::2]"]) {
    for (const path of ["/stations", "/health", "/test/generate-id-tag"]) {
      const { status, text } = await ask(host, path);
      assert.equal(status, 403, `${host} ${path}`);
      assert.match(text, /urn:kvolt:problem:foreign-host/);
    }
  }
  await csms.stop();
  const guarded = await kvolt();
  await using client = await rawClient(Number(new URL(guarded.api).port));
  const { status } = await client.get("/api/v1/stations", "kvolt.example", API_TOKEN);
  assert.equal(status, 200, "with a token any name will do");
  await guarded.stop();
});

Deno.test("pages: what cannot be read is told from what is not valid", async () => {
  const csms = await kvolt();
  const post = (body: BodyInit, type = "application/json") =>
    fetch(`${csms.api}/stations`, {
      method: "POST",
      headers: { authorization: `Bearer ${API_TOKEN}`, "content-type": type },
      body,
    });
  const status = async (body: BodyInit, type?: string) =>
    (await problem(await post(body, type))).status;
  assert.equal(await status("{"), 400);
  assert.equal(await status('{"id":"CP-1"}', "text/plain"), 415);
  assert.equal(await status(""), 422);
  assert.equal(await status("[]"), 422);
  assert.equal(await status('{"id":7}'), 422);
  assert.equal(await status(JSON.stringify({ id: "x".repeat(1 << 20) })), 413);
  // In chunks, which say no length.
  const blank = new Uint8Array(1 << 16).fill(32);
  assert.equal(await status(ReadableStream.from(Array(17).fill(blank))), 413);
  assert.equal(await status(ReadableStream.from(Array(16).fill(blank))), 422);
  const wrong = await problem(await post('{"id":"CP-1","colour":"x"}'));
  assert.deepEqual(wrong.errors.map(({ path }: { path: string }) => path), [""]);
  assert.match(wrong.detail, /colour/);
  // Hundreds of thousands of faults are named up to a hundred, or not at all.
  for (const count of [500, 340_000]) {
    const response = await fetch(`${csms.api}/stations/CP-1/local-list`, {
      method: "PUT",
      headers: { authorization: `Bearer ${API_TOKEN}`, "content-type": "application/json" },
      body: JSON.stringify({ entries: Array(count).fill({}) }),
    });
    const { status, errors } = await problem(response);
    assert.equal(status, 422);
    assert.ok(errors.length >= 1 && errors.length <= 100);
  }
  for (const id of ["a/b", " a", "a\u0000", "", ".", "..", "x".repeat(49)]) {
    const { errors } = await problem(await post(JSON.stringify({ id })));
    assert.equal(errors[0].path, "id", JSON.stringify(id));
  }
  await csms.stop();
});

Deno.test("a path that is unknown is 404, a method that is not for it 405 with those that are", async () => {
  const csms = await kvolt();
  const api = await rest(csms);
  assert.equal((await api.get("/nowhere")).body.type, "urn:kvolt:problem:unknown");
  const { status, body, headers } = await api.send("PUT", "/stations");
  assert.equal(status, 405);
  assert.equal(headers.get("allow"), "GET, POST");
  assert.match(body.detail, /takes GET, POST, not PUT/);
  assert.equal((await api.send("DELETE", "/health")).headers.get("allow"), "GET");
  await csms.stop();
});

Deno.test("queries are checked: the size of a page, a cursor of another list, a parameter nobody knows", async () => {
  const csms = await kvolt();
  const api = await rest(csms);
  for (const query of ["limit=0", "limit=201", "limit=x", "cursor=x", "cursr=1"]) {
    const { status, body } = await api.get(`/transactions?${query}`);
    assert.equal(status, 422, query);
    assert.ok(body.errors.length === 1, query);
    if (!query.startsWith("cursr")) assert.equal(body.errors[0].path, query.split("=")[0]);
  }
  await csms.stop();
});
