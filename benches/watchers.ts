/**
 * Browsers that watch, in a process of their own: most have the list of stations open, the others the page of one.
 * Bare connections, so that what a client does with what it reads takes little of the machine that is measured.
 */
import { orders, say } from "./order.ts";

const BROWSERS = 50;
/** Every so manieth has the page of one station open. */
const OF_ONE = 5;

const [port, reads = "reads"] = Deno.args;
const headers = { authorization: "Bearer a-token-of-the-bench" };
const opened: Deno.Conn[] = [];
let bytes = 0;

/** Loads a page as a browser does, and opens the stream that it names. */
async function watch(page: string): Promise<void> {
  const html = await (await fetch(`http://127.0.0.1:${port}${page}`, { headers })).text();
  const path = /sse-connect="([^"]+)"/.exec(html)![1]!.replaceAll("&amp;", "&");
  const connection = await Deno.connect({ hostname: "127.0.0.1", port: Number(port) });
  const lines = [
    `GET ${path} HTTP/1.1`,
    "host: 127.0.0.1",
    `authorization: ${headers.authorization}`,
  ];
  await connection.write(new TextEncoder().encode(`${lines.join("\r\n")}\r\n\r\n`));
  opened.push(connection);
  const some = new Uint8Array(1 << 18);
  if (await connection.read(some) === null) throw new Error(`${path} was closed`);
  if (reads === "reads") drain(connection, some);
}

async function drain(connection: Deno.Conn, some: Uint8Array): Promise<void> {
  try {
    for (let read: number | null; (read = await connection.read(some)) !== null;) bytes += read;
  } catch (error) {
    if (opened.includes(connection)) throw error;
  }
}

for await (const order of orders()) {
  if (order === "on" && opened.length === 0) {
    const pages = Array.from(
      { length: BROWSERS },
      (_, n) => n % OF_ONE === 0 ? `/stations/BENCH-${n}` : "/stations",
    );
    await Promise.all(pages.map(watch));
  }
  // Whoever has stopped reading stays.
  if (order === "off" && reads === "reads") {
    for (const connection of opened.splice(0)) connection.close();
  }
  say({ bytes });
}
Deno.exit(0);
