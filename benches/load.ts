/** The chargers, in a process of their own: each sends its next frame when it has the last one's answer. */
import { roles, type Script } from "./frames.ts";
import { orders, say } from "./order.ts";

/** What one slice of time gave: its own counts, and the waits of all slices since the warm-up, in ms. */
export interface Slice {
  readonly messages: number;
  readonly seconds: number;
  readonly p50: number;
  readonly p99: number;
}

const [port, name = "", clients = "100"] = Deno.args;
const { protocol, boot, script } = roles[name]!;
const BOOT = JSON.stringify([2, "boot", "BootNotification", boot]);
const waits = new Float64Array(2_000_000);
/** Waits kept so far. */
let kept = 0;
let messages = 0;
let running = false;

/** Connects and boots one charger; resolves when it is ready to begin. */
function connect(n: number): Promise<WebSocket> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/ocpp/BENCH-${n}`, protocol);
  const booted = Promise.withResolvers<WebSocket>();
  socket.onopen = () => socket.send(BOOT);
  socket.onmessage = () => booted.resolve(socket);
  socket.onclose = ({ code }) => booted.reject(new Error(`charger ${n} was closed: ${code}`));
  return booted.promise;
}

/** Gives the function that lets a charger talk until `running` ends; it goes on where it stopped. */
function talker(socket: WebSocket, conversation: Script): () => Promise<void> {
  let since = 0;
  let last = "";
  let paused = Promise.withResolvers<void>();
  function send(): void {
    since = performance.now();
    socket.send(conversation.next(last));
  }
  socket.onmessage = ({ data }) => {
    if (!data.startsWith("[3,")) throw new Error(`${name} was answered with ${data}`);
    waits[kept++ % waits.length] = performance.now() - since;
    messages++;
    last = data;
    if (running) send();
    else paused.resolve();
  };
  socket.onclose = ({ code }) => {
    throw new Error(`a charger was closed: ${code}`);
  };
  return () => {
    paused = Promise.withResolvers();
    send();
    return paused.promise;
  };
}

async function slice(talkers: readonly (() => Promise<void>)[], seconds: number): Promise<Slice> {
  messages = 0;
  running = true;
  const begin = performance.now();
  setTimeout(() => running = false, seconds * 1000);
  await Promise.all(talkers.map((talk) => talk()));
  const took = (performance.now() - begin) / 1000;
  const sorted = waits.slice(0, kept).sort();
  const at = (share: number) => sorted[Math.floor(sorted.length * share)]!;
  return { messages, seconds: took, p50: at(0.5), p99: at(0.99) };
}

const sockets = await Promise.all(Array.from({ length: Number(clients) }, (_, n) => connect(n)));
const talkers = sockets.map((socket, n) => talker(socket, script(n)));
say({ connected: sockets.length });
for await (const order of orders()) {
  const [what, seconds] = order.split(" ");
  const measured = await slice(talkers, Number(seconds));
  if (what === "warm") kept = 0;
  say(measured);
}
Deno.exit(0);
