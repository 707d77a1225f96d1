/** The first page with many stations: what is transferred and how long it takes; and how soon a page hears of a change. */
import { get } from "node:http";
import { readConfig } from "../csms/config.ts";
import { start } from "../main.ts";
import { say } from "./order.ts";

const ROUNDS = 20;
const count = Number(Deno.args[0] ?? "500");
const boot = { chargePointVendor: "Vendor", chargePointModel: "Model" };
const folder = await Deno.makeTempDir({ prefix: "kvolt-bench-" });
const config = readConfig({
  ...{ PORT: "0", HOST: "127.0.0.1", KVOLT_DEV: "1", KV_PATH: `${folder}/kvolt.db` },
});
const { addresses, stop } = await start(config);
const host = `127.0.0.1:${addresses[0]!.port}`;

/** Sends a request of 1.6 and waits for its answer. */
function call(socket: WebSocket, action: string, payload: unknown): Promise<void> {
  const answered = Promise.withResolvers<void>();
  socket.onmessage = () => answered.resolve();
  socket.send(JSON.stringify([2, crypto.randomUUID(), action, payload]));
  return answered.promise;
}

const status = (status: string) => ({ connectorId: 1, status, errorCode: "NoError" });

async function station(n: number): Promise<WebSocket> {
  const socket = new WebSocket(`ws://${host}/ocpp/BENCH-${n}`, "ocpp1.6");
  await new Promise((resolve) => socket.onopen = resolve);
  await call(socket, "BootNotification", boot);
  await call(socket, "StatusNotification", status("Available"));
  return socket;
}

/** Bytes as they are on the wire, compressed, without their headers. */
function bytes(path: string): Promise<number> {
  return new Promise((resolve, reject) => {
    get(`http://${host}${path}`, { headers: { "accept-encoding": "gzip" } }, (response) => {
      let size = 0;
      response.on("data", (chunk: Uint8Array) => size += chunk.length);
      response.on("end", () => resolve(size)).on("error", reject);
    }).on("error", reject);
  });
}

const median = (times: number[]) => times.sort((a, b) => a - b)[Math.floor(times.length / 2)]!;

const sockets = await Promise.all(Array.from({ length: count }, (_, n) => station(n)));
const html = await (await fetch(`http://${host}/stations`)).text();
const files = [...html.matchAll(/"(\/assets\/[^"]+)"/g)].map(([, path]) => path!);
let transferred = 0;
for (const path of ["/stations", ...files]) transferred += await bytes(path);
const pages: number[] = [];
for (let round = 0; round < ROUNDS; round++) {
  const begin = performance.now();
  await bytes("/stations");
  pages.push(performance.now() - begin);
}

const stream = await fetch(`http://${host}/live/stations`);
const reader = stream.body!.pipeThrough(new TextDecoderStream()).getReader();
const told: number[] = [];
for (let round = 0; round < ROUNDS; round++) {
  const word = round % 2 ? "Available" : "Faulted";
  const begin = performance.now();
  await call(sockets[0]!, "StatusNotification", status(word));
  for (let text = ""; !text.includes(word);) text += (await reader.read()).value ?? "";
  told.push(performance.now() - begin);
}
say({
  kB: transferred / 1000,
  pageMs: median(pages),
  worstMs: pages.at(-1),
  toldMs: told.sort((a, b) => a - b).at(-1),
});
await reader.cancel();
await stop();
await Deno.remove(folder, { recursive: true });
Deno.exit(0);
