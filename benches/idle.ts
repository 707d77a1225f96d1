/** Chargers that connect, boot, and then say nothing: each order is how many there shall be. */
import { orders, say } from "./order.ts";

const AT_ONCE = 100;
const [port] = Deno.args;
const sockets: WebSocket[] = [];

function connect(n: number): Promise<WebSocket> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/ocpp/IDLE-${n}`, "ocpp1.6");
  return new Promise((resolve, reject) => {
    socket.onopen = () =>
      socket.send('[2,"1","BootNotification",{"chargePointVendor":"B","chargePointModel":"One"}]');
    socket.onmessage = () => resolve(socket);
    socket.onclose = ({ code }) => reject(new Error(`charger ${n} was closed: ${code}`));
  });
}

for await (const order of orders()) {
  while (sockets.length < Number(order)) {
    const more = Math.min(AT_ONCE, Number(order) - sockets.length);
    const first = sockets.length;
    sockets.push(
      ...await Promise.all(Array.from({ length: more }, (_, i) => connect(first + i))),
    );
  }
  say({ connected: sockets.length });
}
Deno.exit(0);
