/** A peer that speaks WebSocket by hand, so that it can do what no library does. */

const TEXT = 1;
const BINARY = 2;
const CLOSE = 8;
const PING = 9;
const PONG = 10;
const ASKS = "dGhlIHNhbXBsZSBub25jZQ==";

export interface Frame {
  readonly opcode: number;
  readonly payload: Uint8Array<ArrayBuffer>;
}

export interface RawPeer {
  /** The status of the answer to its handshake, and its headers in lower case. */
  readonly status: number;
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
  send(text: string): Promise<void>;
  sendBytes(bytes: Uint8Array, opcode?: number, fin?: boolean): Promise<void>;
  /** The next text frame that it is sent. */
  received(): Promise<string>;
  /** Resolves once it has been pinged so often in all. */
  pinged(times: number): Promise<void>;
  /** Resolves with the code of the close frame, or 0 where the line just ended. */
  readonly closed: Promise<number>;
  /** Ends the line without a word. */
  drop(): void;
}

export interface PeerOptions {
  readonly headers?: Record<string, string>;
  /** Whether it answers pings; true where nothing is said. */
  readonly pongs?: boolean;
  /** Whether it takes what it is sent off the wire; true where nothing is said. */
  readonly reads?: boolean;
}

/** Dials `ws://host:port` with a request for this path; a refused handshake resolves too. */
export async function rawPeer(
  ws: string,
  path: string,
  { headers = { "sec-websocket-protocol": "ocpp1.6" }, pongs = true, reads = true }: PeerOptions =
    {},
): Promise<RawPeer> {
  const { hostname, port } = new URL(ws);
  const conn = await Deno.connect({ hostname, port: Number(port) });
  const lines = [`GET ${path} HTTP/1.1`, `host: ${hostname}:${port}`];
  const own = { connection: "upgrade", upgrade: "websocket", "sec-websocket-version": "13" };
  for (const [name, value] of Object.entries({ ...own, "sec-websocket-key": ASKS, ...headers })) {
    lines.push(`${name}: ${value}`);
  }
  await writeAll(conn, new TextEncoder().encode(`${lines.join("\r\n")}\r\n\r\n`));

  const input = buffered(conn);
  const head = await input.head();
  const [statusLine = "", ...rest] = head.split("\r\n");
  const status = Number(statusLine.split(" ")[1]);
  const answered = new Map(rest.map((line) => {
    const at = line.indexOf(":");
    return [line.slice(0, at).toLowerCase(), line.slice(at + 1).trim()] as const;
  }));
  const closed = Promise.withResolvers<number>();
  let body = "";
  if (status !== 101) {
    body = new TextDecoder().decode(
      await input.take(Number(answered.get("content-length") ?? 0)) ?? undefined,
    );
    conn.close();
    closed.resolve(0);
  }

  const texts: string[] = [];
  const waiting: PromiseWithResolvers<string>[] = [];
  const pings: { times: number; resolve: () => void }[] = [];
  let pingCount = 0;
  let over = status !== 101;
  const end = (code: number) => {
    if (over) return;
    over = true;
    conn.close();
    closed.resolve(code);
    for (const { reject } of waiting) reject(new Error(`the line ended with ${code}`));
  };
  const sendBytes = async (bytes: Uint8Array, opcode = BINARY, fin = true) => {
    try {
      await writeAll(conn, masked(bytes, opcode, fin));
    } catch {
      end(0);
    }
  };

  async function readAll(): Promise<void> {
    for (let frame = await input.frame(); frame; frame = await input.frame()) {
      const { opcode, payload } = frame;
      if (opcode === PING) {
        pingCount++;
        for (const { times, resolve } of pings) if (pingCount >= times) resolve();
        if (pongs) await sendBytes(payload, PONG);
      } else if (opcode === CLOSE) {
        return end(payload.length < 2 ? 1005 : payload[0]! * 256 + payload[1]!);
      } else if (opcode === TEXT) {
        const text = new TextDecoder().decode(payload);
        const next = waiting.shift();
        if (next) next.resolve(text);
        else texts.push(text);
      }
    }
    end(0);
  }
  if (status === 101 && reads) readAll();

  return {
    status,
    headers: answered,
    body,
    closed: closed.promise,
    send: (text) => sendBytes(new TextEncoder().encode(text), TEXT),
    sendBytes,
    received() {
      const text = texts.shift();
      if (text !== undefined) return Promise.resolve(text);
      const next = Promise.withResolvers<string>();
      waiting.push(next);
      return next.promise;
    },
    pinged: (times) =>
      pingCount >= times
        ? Promise.resolve()
        : new Promise((resolve) => pings.push({ times, resolve })),
    drop: () => end(0),
  };
}

function masked(payload: Uint8Array, opcode: number, fin: boolean): Uint8Array {
  const { length } = payload;
  const extra = length < 126 ? 0 : length < 65_536 ? 2 : 8;
  const frame = new Uint8Array(2 + extra + 4 + length);
  const view = new DataView(frame.buffer);
  frame[0] = (fin ? 0x80 : 0) | opcode;
  frame[1] = 0x80 | (extra === 0 ? length : extra === 2 ? 126 : 127);
  if (extra === 2) view.setUint16(2, length);
  if (extra === 8) view.setBigUint64(2, BigInt(length));
  // A mask of zeros is a mask: the payload stands as it is.
  frame.set(payload, 2 + extra + 4);
  return frame;
}

async function writeAll(conn: Deno.TcpConn, bytes: Uint8Array): Promise<void> {
  for (let at = 0; at < bytes.length;) at += await conn.write(bytes.subarray(at));
}

/** What comes off a line, in the pieces that are asked for; null where it ended. */
function buffered(conn: Deno.TcpConn) {
  let have = new Uint8Array(0);
  async function more(): Promise<boolean> {
    const chunk = new Uint8Array(65_536);
    const read = await conn.read(chunk).catch(() => null);
    if (read === null) return false;
    const joined = new Uint8Array(have.length + read);
    joined.set(have);
    joined.set(chunk.subarray(0, read), have.length);
    have = joined;
    return true;
  }
  async function take(length: number): Promise<Uint8Array<ArrayBuffer> | null> {
    while (have.length < length) if (!await more()) return null;
    const taken = have.slice(0, length);
    have = have.slice(length);
    return taken;
  }
  return {
    take,
    async head(): Promise<string> {
      for (;;) {
        const end = new TextDecoder("latin1").decode(have).indexOf("\r\n\r\n");
        if (end >= 0) return new TextDecoder("latin1").decode((await take(end + 4))!).trimEnd();
        if (!await more()) throw new Error("no answer to the handshake");
      }
    },
    async frame(): Promise<Frame | null> {
      const start = await take(2);
      if (!start) return null;
      const short = start[1]! & 0x7f;
      const extra = short < 126 ? 0 : short === 126 ? 2 : 8;
      const long = await take(extra);
      if (!long) return null;
      const view = new DataView(long.buffer);
      const length = extra === 0
        ? short
        : extra === 2
        ? view.getUint16(0)
        : Number(view.getBigUint64(0));
      const payload = await take(length);
      return payload && { opcode: start[0]! & 0x0f, payload };
    },
  };
}
