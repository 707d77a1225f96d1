/** One charger gone mad: while it is let, it sends as fast as a charger may, and dials again when it is closed. */
import { orders, say } from "./order.ts";

/** Frames in one go, so many ms apart: 20,000 a second. */
const FRAMES = 100;
const EVERY_MS = 5;
/** A dial that is refused is made again after so many ms. */
const AGAIN_MS = 50;

const [port] = Deno.args;
let floods = false;
let frames = 0;
let dials = 0;
let timer: ReturnType<typeof setInterval> | undefined;

function dial(): void {
  if (!floods) return;
  dials++;
  const socket = new WebSocket(`ws://127.0.0.1:${port}/ocpp/MAD`, "ocpp1.6");
  socket.onopen = () => {
    timer = setInterval(() => {
      for (let n = 0; n < FRAMES; n++) socket.send(`[2,"${frames++}","Heartbeat",{}]`);
      if (!floods) socket.close();
    }, EVERY_MS);
  };
  socket.onerror = () => {};
  socket.onclose = () => {
    clearInterval(timer);
    setTimeout(dial, AGAIN_MS);
  };
}

for await (const order of orders()) {
  floods = order === "on";
  dial();
  say({ frames, dials });
}
Deno.exit(0);
