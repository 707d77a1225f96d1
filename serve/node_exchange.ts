import { type IncomingMessage, type ServerResponse, STATUS_CODES } from "node:http";
import { type Duplex, Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ReadableStream } from "node:stream/web";

/** The request as everything else reads it; undefined where it has no URL or a header that cannot be one. */
export function requestOf(incoming: IncomingMessage, signal?: AbortSignal): Request | undefined {
  const { method = "GET", headers, url = "/", rawHeaders } = incoming;
  const hasBody = method !== "GET" && method !== "HEAD";
  try {
    const pairs = rawHeaders.flatMap((name, at) =>
      at % 2 === 0 ? [[name, rawHeaders[at + 1]!] as [string, string]] : []
    );
    const body = hasBody ? Readable.toWeb(incoming) as globalThis.ReadableStream : null;
    const where = `https://${headers.host ?? "localhost"}${url.startsWith("/") ? url : "/"}`;
    return new Request(where, { method, headers: pairs, body, signal });
  } catch {
    return undefined;
  }
}

/** Writes a response. Resolves when it is out, or its taker has gone. */
export async function answer(response: Response, outgoing: ServerResponse): Promise<void> {
  for (const [name, value] of response.headers) {
    if (name !== "set-cookie") outgoing.setHeader(name, value);
  }
  const cookies = response.headers.getSetCookie();
  if (cookies.length > 0) outgoing.setHeader("set-cookie", cookies);
  outgoing.writeHead(response.status);
  if (!response.body) return void outgoing.end();
  // Whoever follows events sees the head before the first of them.
  outgoing.flushHeaders();
  await pipeline(Readable.fromWeb(response.body as ReadableStream), outgoing).catch(() => {});
}

/** Writes a response where the server has let go of the connection, and ends that. */
export async function answerRaw(response: Response, line: Duplex): Promise<void> {
  const body = new Uint8Array(await response.arrayBuffer());
  const headers = new Headers(response.headers);
  headers.set("connection", "close");
  headers.set("content-length", String(body.length));
  const head = [...headers].map(([name, value]) => `${name}: ${value}\r\n`).join("");
  line.write(`HTTP/1.1 ${response.status} ${STATUS_CODES[response.status] ?? ""}\r\n${head}\r\n`);
  line.end(body);
}
