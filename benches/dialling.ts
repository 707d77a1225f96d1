/** Chargers with a key each, which all dial at once: each order drops them all and has them dial again. */
import { orders, say } from "./order.ts";

const BOOT = '[2,"1","BootNotification",{"chargePointVendor":"Bench","chargePointModel":"One"}]';
const [port, keys = ""] = Deno.args;
let sockets: WebSocket[] = [];
let refused = 0;

/** Dials until it is let in, and boots; gives the socket once that is answered. */
async function dial(key: string, n: number): Promise<WebSocket> {
  for (;;) {
    const headers = { authorization: `Basic ${btoa(`KEY-${n}:${key}`)}` };
    const url = `ws://127.0.0.1:${port}/ocpp/KEY-${n}`;
    const socket = new WebSocket(url, { protocols: ["ocpp1.6"], headers });
    const booted = await new Promise<boolean>((resolve) => {
      socket.onopen = () => socket.send(BOOT);
      socket.onmessage = () => resolve(true);
      socket.onerror = () => {};
      socket.onclose = () => resolve(false);
    });
    if (booted) return socket;
    refused++;
  }
}

const all: string[] = JSON.parse(await Deno.readTextFile(keys));
for await (const _ of orders()) {
  for (const socket of sockets) socket.close();
  refused = 0;
  const began = performance.now();
  sockets = await Promise.all(all.map(dial));
  say({ seconds: (performance.now() - began) / 1000, connected: sockets.length, refused });
}
Deno.exit(0);
