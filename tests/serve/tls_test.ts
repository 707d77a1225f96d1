import assert from "node:assert/strict";
import { systemClock } from "../../csms/clock.ts";
import { listenTls } from "../../serve/tls.ts";
import { API_TOKEN } from "../support/kvolt.ts";
import { rawPeer } from "../support/raw_peer.ts";
import { pki, type TlsKvolt, tlsKvolt } from "../support/tls.ts";
import { happens, soon } from "../support/until.ts";
import { test } from "../support/with_openssl.ts";

async function overTls(
  test: (csms: TlsKvolt, ca: { readonly pem: string }) => Promise<void>,
  env: Record<string, string> = {},
  instead: { readonly idleSeconds?: number } = {},
): Promise<void> {
  await using certificates = await pki();
  const csms = await tlsKvolt(certificates, env, instead);
  await test(csms, certificates.ca);
  await csms.stop();
}

const json = { "content-type": "application/json", authorization: `Bearer ${API_TOKEN}` };

test("TLS: REST answers over TLS as it does without: bodies, statuses, errors, HEAD", () =>
  overTls(async (csms) => {
    const body = JSON.stringify({ note: "Ada" });
    const put = await csms.ask("/api/v1/tokens/T%C3%A4g", { method: "PUT", headers: json, body });
    assert.ok(put.ok, await put.text());
    const told = await (await csms.ask("/api/v1/tokens/T%C3%A4g")).json();
    assert.equal(told.note, "Ada");
    const wrong = await csms.ask("/api/v1/tokens/X", { method: "PUT", headers: json, body: "{" });
    assert.equal(wrong.status, 400);
    assert.match(wrong.headers.get("content-type")!, /problem\+json/);
    assert.equal((await csms.ask("/api/v1/tokens/T%C3%A4g", { method: "DELETE" })).status, 204);
    assert.equal((await csms.ask("/nothing/here")).status, 404);
    const head = await csms.ask("/", { method: "HEAD" });
    assert.equal(await head.text(), "");
  }));

test("TLS: a file of megabytes goes up and comes down over TLS as it was", () =>
  overTls(async (csms) => {
    const bytes = new Uint8Array(5 << 20);
    for (let at = 0; at < bytes.length; at += 65_536) {
      crypto.getRandomValues(bytes.subarray(at, at + 65_536));
    }
    const headers = { ...json, "content-type": "application/octet-stream" };
    const up = await csms.ask("/api/v1/files/big.bin", { method: "PUT", headers, body: bytes });
    const { url } = await up.json();
    assert.match(url, /^https:/, "the address that a charger is given is the one that was asked");
    const down = await csms.ask(new URL(url).pathname);
    assert.deepEqual(new Uint8Array(await down.arrayBuffer()), bytes);
  }));

test("TLS: events are streamed over TLS as they happen, until their reader goes", () =>
  overTls(async (csms, { pem }) => {
    using client = Deno.createHttpClient({ caCerts: [pem] });
    const gone = new AbortController();
    const url = csms.wss.replace("wss:", "https:") + "/api/v1/events";
    const stream = await fetch(url, { client, headers: json, signal: gone.signal });
    assert.equal(stream.headers.get("content-type"), "text/event-stream");
    const reader = stream.body!.pipeThrough(new TextDecoderStream()).getReader();
    const station = await csms.dial("/ocpp/CP-1");
    let text = "";
    while (!text.includes("station.connected")) text += (await reader.read()).value ?? "";
    assert.match(text, /CP-1/);
    gone.abort();
    await reader.cancel().catch(() => {});
    station.drop();
  }));

test("TLS: offers, findings and endings are over TLS what they are without", () =>
  overTls(async (csms) => {
    const offer = { "sec-websocket-protocol": "ocpp2.0.1,ocpp1.6" };
    const station = await csms.dial("/ocpp/CP-1", { headers: offer });
    assert.equal(station.headers.get("sec-websocket-protocol"), "ocpp2.0.1");
    const none = await csms.dial("/ocpp/CP-2", { headers: { "x-none": "1" } });
    assert.equal(none.status, 101);
    assert.equal(none.headers.get("sec-websocket-protocol"), undefined);
    const beat = new TextEncoder().encode(JSON.stringify([2, "1", "Heartbeat", {}]));
    await none.send(beat, 2);
    assert.equal((await none.message())[0], 3, "a binary frame is read");
    const kinds = async () =>
      (await csms.get("/stations/CP-2/findings")).body.items.map((one: { kind: string }) =>
        one.kind
      );
    await soon(async () => assert.ok((await kinds()).includes("binary-frame")));
    const ended = happens(
      csms.csms,
      ({ type, station }) => type === "station.disconnected" && station === "CP-1",
    );
    await station.send(new Uint8Array([0x7b, 0xff, 0xfe]), 1);
    assert.equal(await station.closed, 1007);
    await ended;
    await none.send("x".repeat((1 << 20) + 1));
    assert.equal(await none.closed, 1009);
    station.drop();
    none.drop();
  }));

test("TLS: a station that is silent over TLS is pinged, and given up where it does not answer", async () => {
  await overTls(
    async (csms, { pem }) => {
      const caCerts = [pem];
      const alive = await rawPeer(csms.wss, "/ocpp/ALIVE", { caCerts });
      const ended = happens(
        csms.csms,
        ({ type, station }) => type === "station.disconnected" && station === "DEAD",
      );
      const dead = await rawPeer(csms.wss, "/ocpp/DEAD", { caCerts, pongs: false });
      await ended;
      await alive.pinged(3);
      assert.ok(csms.csms.links.get("ALIVE"), "who answers stays");
      alive.drop();
      dead.drop();
    },
    {},
    { idleSeconds: 0.2 },
  );
});

test("TLS: a request for a WebSocket that is none is refused, and harms nobody", () =>
  overTls(async (csms) => {
    const odd = await csms.dial("/ocpp/CP-1", {
      headers: { "sec-websocket-version": "8", "sec-websocket-protocol": "ocpp1.6" },
    });
    assert.equal(odd.status, 400);
    const keyless = await csms.dial("/ocpp/CP-1", { headers: { "sec-websocket-key": "short" } });
    assert.equal(keyless.status, 400);
    const h2 = await csms.dial("/api/v1/health", { headers: { upgrade: "h2c" } });
    assert.equal(h2.status, 200, "an offer of another protocol may be left alone");
    assert.equal((await csms.ask("/api/v1/health")).status, 200);
  }));

test("TLS: what cannot be answered is answered with 500, and the port goes on", async () => {
  await using certificates = await pki();
  const { cert, key } = certificates.server;
  let works = false;
  const listener = await listenTls({ hostname: "127.0.0.1", port: 0 }, { cert, key }, {
    handle: () => works ? Promise.resolve(new Response("well")) : Promise.reject(new Error("no")),
    clock: systemClock,
    failed() {},
  });
  const caCerts = [certificates.ca.pem];
  const wss = `wss://127.0.0.1:${listener.address.port}`;
  assert.equal((await rawPeer(wss, "/ocpp/CP-1", { caCerts })).status, 500);
  using client = Deno.createHttpClient({ caCerts });
  const ask = () => fetch(wss.replace("wss:", "https:"), { client });
  const broken = await ask();
  assert.equal(broken.status, 500);
  await broken.body?.cancel();
  works = true;
  assert.equal(await (await ask()).text(), "well");
  await listener.stop();
});

test("TLS: a TLS handshake that fails is told with its address and its reason", () =>
  overTls(async (csms) => {
    const { hostname, port } = new URL(csms.wss);
    await assert.rejects(
      Deno.connectTls({ hostname, port: Number(port), caCerts: [] })
        .then((conn) => conn.handshake().finally(() => conn.close())),
    );
    await soon(async () => {
      const { body } = await csms.get("/failed-handshakes");
      const one = body.items.find(({ path }: { path: string }) => path === "");
      assert.equal(one.reason, "TLS: received fatal alert: UnknownCA");
      assert.equal(one.address, "127.0.0.1");
    });
  }));

test("TLS: PORT=off leaves TLS as the only way in", () =>
  overTls(async (csms) => {
    assert.equal(csms.addresses.length, 2);
    const station = await csms.dial("/ocpp/CP-1");
    assert.equal(station.status, 101);
    station.drop();
    assert.equal((await csms.ask("/api/v1/health")).status, 200);
  }, { PORT: "off" }));
