/** The stations and the browser of what the dashboard takes, in a process of their own: each order is to load so many pages. */
import { get } from "node:http";
import { orders, say } from "./order.ts";

/** What the first page transfers, and how soon its stream told of each status, in ms. */
export interface Shown {
  readonly kB: number;
  readonly toldMs: number;
}

const TELLS = 20;
const [port, count] = Deno.args;
const host = `127.0.0.1:${port}`;
const authorization = "Bearer a-token-of-the-bench";
const boot = { chargePointVendor: "Vendor", chargePointModel: "Model" };

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
    const headers = { authorization, "accept-encoding": "gzip" };
    get(`http://${host}${path}`, { headers }, (response) => {
      let size = 0;
      response.on("data", (chunk: Uint8Array) => size += chunk.length);
      response.on("end", () => resolve(size)).on("error", reject);
    }).on("error", reject);
  });
}

async function transferred(): Promise<number> {
  const html = await (await fetch(`http://${host}/stations`, { headers: { authorization } }))
    .text();
  const files = [...html.matchAll(/"(\/assets\/[^"]+)"/g)].map(([, path]) => path!);
  let sum = 0;
  for (const path of ["/stations", ...files]) sum += await bytes(path);
  return sum;
}

/** The longest that a page waited for what a station told. */
async function told(socket: WebSocket): Promise<number> {
  const stream = await fetch(`http://${host}/live/stations`, { headers: { authorization } });
  const reader = stream.body!.pipeThrough(new TextDecoderStream()).getReader();
  const times: number[] = [];
  for (let round = 0; round < TELLS; round++) {
    const word = round % 2 ? "Available" : "Faulted";
    const begin = performance.now();
    await call(socket, "StatusNotification", status(word));
    for (let text = ""; !text.includes(word);) text += (await reader.read()).value ?? "";
    times.push(performance.now() - begin);
  }
  await reader.cancel();
  return Math.max(...times);
}

const sockets = await Promise.all(Array.from({ length: Number(count) }, (_, n) => station(n)));
say({ kB: await transferred() / 1000, toldMs: await told(sockets[0]!) } satisfies Shown);
for await (const order of orders()) {
  for (let page = 0; page < Number(order); page++) await bytes("/stations");
  say({ pages: Number(order) });
}
Deno.exit(0);
