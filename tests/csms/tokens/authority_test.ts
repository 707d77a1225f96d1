import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { of, room } from "../room.ts";

const SECRET = "a-secret-of-the-tests";

/** An operator's authority on a port of its own, and what it was asked. */
function authority(answer: (request: Request) => Response | Promise<Response>) {
  const asked: { body: string; method: string; url: string; headers: Headers }[] = [];
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, async (request) => {
    const { method, url } = request;
    asked.push({ body: await request.text(), method, url, headers: new Headers(request.headers) });
    return await answer(request);
  });
  return {
    asked,
    env: { AUTH_URL: `http://127.0.0.1:${server.addr.port}/auth?site=1`, AUTH_SECRET: SECRET },
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
}

Deno.test("the authority is asked by a signed POST with the tag as it came, the station and the time", async () => {
  await using it = authority(() => Response.json({ status: "Accepted" }));
  await using kvolt = await room(it.env);
  await kvolt.station();
  assert.deepEqual(await kvolt.decide("Card-1"), { status: "Accepted", source: "external" });
  const [{ body, method, url, headers }] = it.asked as [typeof it.asked[0]];
  assert.equal(method, "POST");
  assert.equal(new URL(url).search, "?site=1");
  assert.equal(headers.get("content-type"), "application/json");
  assert.deepEqual(JSON.parse(body), {
    ...{ idTag: "Card-1", station: "CP-1", at: "2026-01-01T00:00:00.000Z" },
  });
  const expected = createHmac("sha256", SECRET).update(body).digest("hex");
  assert.equal(headers.get("x-kvolt-signature"), `sha256=${expected}`);
});

Deno.test("a question without a station says so by leaving it out", async () => {
  await using it = authority(() => Response.json({ status: "Blocked" }));
  await using kvolt = await room(it.env);
  assert.equal((await kvolt.csms.tokens.decideAlone("CARD")).status, "Blocked");
  assert.deepEqual(Object.keys(JSON.parse(it.asked[0]!.body)), ["idTag", "at"]);
});

Deno.test("what the authority answers is cached with its expiry and parent, and is asked again after the cache's time", async () => {
  const expiresAt = "2026-01-01T13:00:00+01:00";
  await using it = authority(() =>
    Response.json({ status: "Accepted", expiresAt, parent: "FLEET", more: "is ignored" })
  );
  await using kvolt = await room({ ...it.env, ID_TAG_CACHE_HOURS: "24" });
  await kvolt.station();
  const expected = { status: "Accepted", expiresAt, parent: "FLEET", source: "external" };
  assert.deepEqual(await kvolt.decide("CARD"), expected);
  assert.deepEqual(await kvolt.decide("card"), expected);
  kvolt.clock.advance(12 * 3_600_000);
  assert.equal((await kvolt.decide("CARD")).status, "Expired");
  assert.equal(it.asked.length, 1);
  kvolt.clock.advance(12 * 3_600_000);
  await kvolt.decide("CARD");
  assert.equal(it.asked.length, 2);
});

Deno.test("the authority is not asked about a token of the store, and what it said goes when one is made", async () => {
  await using it = authority(() => Response.json({ status: "Blocked" }));
  await using kvolt = await room(it.env);
  await kvolt.station();
  assert.equal((await kvolt.decide("CARD")).status, "Blocked");
  await kvolt.csms.tokens.put({ id: "CARD", status: "Accepted" });
  const { status, source } = await kvolt.decide("CARD");
  assert.deepEqual([status, source, it.asked.length], ["Accepted", "local", 1]);
});

for (
  const [what, answer, reason] of [
    ["answers 500", () => new Response("boom", { status: 500 }), /500/],
    ["answers 401", () => Response.json({ status: "Accepted" }, { status: 401 }), /401/],
    ["answers no JSON", () => new Response("<html>"), /JSON/],
    ["answers nothing", () => new Response(null, { status: 200 }), /JSON/],
    ["says a status that there is not", () => Response.json({ status: "Sure" }), /status/],
    ["says no status", () => Response.json({ accepted: true }), /status/],
    [
      "gives an expiry that is no time",
      () => Response.json({ status: "Accepted", expiresAt: "tomorrow" }),
      /expiresAt/,
    ],
    ["answers a list", () => Response.json([{ status: "Accepted" }]), /object/],
    [
      "sends elsewhere",
      ({ url }: Request) => Response.redirect(new URL("/other", url), 307),
      /redirect/,
    ],
  ] as const
) {
  Deno.test(`an authority that ${what} has not decided: the default holds, is said, and is not cached`, async () => {
    await using it = authority(answer);
    await using kvolt = await room({ ...it.env, AUTH_UNKNOWN: "Blocked" });
    await kvolt.station();
    assert.deepEqual(await kvolt.decide("CARD"), { status: "Blocked", source: "default" });
    const [event] = of(kvolt, "authority.down");
    assert.equal(event!.station, "CP-1");
    assert.match((event!.data as { reason: string }).reason, reason);
    assert.equal(await kvolt.csms.tokens.cached("CARD"), undefined);
    assert.equal(it.asked.length, 1);
    await kvolt.decide("CARD");
    assert.equal(it.asked.length, 2);
  });
}

Deno.test("an authority that is down lets the default hold until it is up again", async () => {
  const it = authority(() => Response.json({ status: "Accepted" }));
  await it[Symbol.asyncDispose]();
  await using kvolt = await room({ ...it.env, AUTH_UNKNOWN: "Invalid" });
  await kvolt.station();
  assert.deepEqual(await kvolt.decide("CARD"), { status: "Invalid", source: "default" });
  assert.equal(of(kvolt, "authority.down").length, 1);
  const { port } = new URL(it.env.AUTH_URL);
  const again = Deno.serve(
    { hostname: "127.0.0.1", port: Number(port), onListen() {} },
    () => Response.json({ status: "Accepted" }),
  );
  assert.deepEqual(await kvolt.decide("CARD"), { status: "Accepted", source: "external" });
  await again.shutdown();
});

for (const [what, begins] of [["says nothing", false], ["stops in the middle", true]] as const) {
  Deno.test(`an authority that ${what} is waited for 2 s and no longer`, async () => {
    const arrived = Promise.withResolvers<void>();
    const held = Promise.withResolvers<Response>();
    const body = new ReadableStream({
      start: (controller) => controller.enqueue(new TextEncoder().encode('{"status":')),
    });
    await using it = authority(() => {
      arrived.resolve();
      return begins ? new Response(body) : held.promise;
    });
    await using kvolt = await room(it.env);
    await kvolt.station();
    let decided = false;
    const decision = kvolt.decide("CARD").finally(() => decided = true);
    await arrived.promise;
    kvolt.clock.advance(1_999);
    await kvolt.csms.latency();
    assert.equal(decided, false);
    kvolt.clock.advance(1);
    assert.deepEqual(await decision, { status: "Invalid", source: "default" });
    const { reason } = of(kvolt, "authority.down")[0]!.data as { reason: string };
    assert.match(reason, /2000 ms/);
    held.resolve(Response.json({ status: "Accepted" }));
  });
}

Deno.test("stations that ask about one tag at the same time all get what the authority says", async () => {
  await using it = authority(() => Response.json({ status: "Accepted" }));
  await using kvolt = await room(it.env);
  const stations = ["CP-1", "CP-2", "CP-3", "CP-4"];
  for (const id of stations) await kvolt.station(id);
  const decisions = await Promise.all(stations.map((id) => kvolt.decide("CARD", id)));
  for (const decision of decisions) {
    assert.deepEqual(decision, { status: "Accepted", source: "external" });
  }
  assert.ok(it.asked.length <= stations.length);
  await kvolt.decide("CARD", "CP-4");
  assert.ok(it.asked.length <= stations.length, "the answer was cached");
});

Deno.test("the authority is asked once though the work is begun again", async () => {
  await using it = authority(() => Response.json({ status: "Accepted" }));
  await using kvolt = await room(it.env);
  await kvolt.station();
  let attempts = 0;
  const decision = await kvolt.apply(async (change) => {
    kvolt.store.meta.absent(change, ["a"]);
    if (++attempts === 1) await kvolt.kv.set(["meta", "a"], 1);
    else await kvolt.kv.delete(["meta", "a"]);
    return await kvolt.csms.tokens.decide(change, "CARD", "CP-1");
  });
  assert.deepEqual(decision, { status: "Accepted", source: "external" });
  assert.deepEqual([attempts, it.asked.length], [2, 1]);
});

Deno.test("an authority that spells out that there is no expiry and no parent has decided", async () => {
  await using it = authority(() =>
    Response.json({ status: "Accepted", expiresAt: null, parent: null })
  );
  await using kvolt = await room({ ...it.env, AUTH_UNKNOWN: "Blocked" });
  await kvolt.station();
  const { status, source, expiresAt, parent } = await kvolt.decide("CARD");
  assert.deepEqual([status, source, expiresAt, parent], [
    ...["Accepted", "external", undefined, undefined],
  ]);
  assert.deepEqual(of(kvolt, "authority.down"), []);
  await kvolt.decide("CARD");
  assert.equal(it.asked.length, 1, "it was cached");
});

Deno.test("a token that is made while the authority is asked holds, whatever the authority says", async () => {
  const arrived = Promise.withResolvers<void>();
  const held = Promise.withResolvers<Response>();
  await using it = authority(() => {
    arrived.resolve();
    return held.promise;
  });
  await using kvolt = await room(it.env);
  await kvolt.station();
  const decision = kvolt.decide("CARD");
  await arrived.promise;
  await kvolt.csms.tokens.put({ id: "CARD", status: "Blocked" });
  held.resolve(Response.json({ status: "Accepted" }));
  assert.equal((await decision).status, "Blocked");
  assert.equal((await kvolt.decide("CARD")).status, "Blocked");
});
