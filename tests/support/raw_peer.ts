/** A peer that speaks WebSocket by hand, so that it can do what no library does. */

const TEXT = 1;
const CLOSE = 8;
const PING = 9;
const PONG = 10;
const ASKS = "dGhlIHNhbXBsZSBub25jZQ==";

interface Frame {
  readonly opcode: number;
  readonly payload: Uint8Array<ArrayBuffer>;
}

export interface RawPeer {
  /** The status of the answer to its handshake, and its headers in lower case. */
  readonly status: number;
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
  /** Sends one frame, of text where no opcode says otherwise; a line that has ended takes it in silence. */
  send(payload: string | Uint8Array, opcode?: number, fin?: boolean): Promise<void>;
  /** The next text frame that it is sent, read as JSON. */
  // deno-lint-ignore no-explicit-any
  message(): Promise<any>;
  /** Resolves once it has been pinged so often in all. */
  pinged(times: number): Promise<void>;
  /** Resolves with the code of the close frame, which leaves the line as it is, or 0 where that just ended. */
  readonly closed: Promise<number>;
  /** Ends the line without a word. */
  drop(): void;
}

interface PeerOptions {
  /** An offer of 1.6 where nothing is said. */
  readonly headers?: Record<string, string>;
  /** Texts that go out in the same write as the request. */
  readonly first?: readonly string[];
  /** Who may have signed the certificate of a wss address. */
  readonly caCerts?: string[];
  /** What it shows of itself over TLS, as PEM. */
  readonly cert?: string;
  readonly key?: string;
  /** Whether it answers pings; true where nothing is said. */
  readonly pongs?: boolean;
  /** Whether it takes what it is sent off the wire; true where nothing is said. */
  readonly reads?: boolean;
}

/** Dials `ws://host:port`, or wss, with a request for this path; a refused handshake resolves too. */
export async function rawPeer(
  ws: string,
  path: string,
  {
    headers = { "sec-websocket-protocol": "ocpp1.6" },
    first = [],
    caCerts,
    cert,
    key,
    pongs = true,
    reads = true,
  }: PeerOptions = {},
): Promise<RawPeer> {
  const { protocol, hostname, port } = new URL(ws);
  const where = { hostname, port: Number(port) };
  const conn = protocol === "wss:"
    ? await Deno.connectTls({ ...where, caCerts, ...(cert && key ? { cert, key } : {}) })
    : await Deno.connect(where);
  const lines = [`GET ${path} HTTP/1.1`, `host: ${hostname}:${port}`];
  const own = { connection: "upgrade", upgrade: "websocket", "sec-websocket-version": "13" };
  for (const [name, value] of Object.entries({ ...own, "sec-websocket-key": ASKS, ...headers })) {
    lines.push(`${name}: ${value}`);
  }
  const request = bytesOf(`${lines.join("\r\n")}\r\n\r\n`);
  const texts = first.map((text) => masked(bytesOf(text), TEXT, true));
  await writeAll(conn, new Uint8Array([request, ...texts].flatMap((bytes) => [...bytes])));

  const input = buffered(conn);
  const head = await input.head();
  if (head === null) {
    conn.close();
    throw new Error("no answer to the handshake");
  }
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

  const received: string[] = [];
  const waiting: PromiseWithResolvers<string>[] = [];
  const pings: { times: number; resolve: () => void }[] = [];
  let pingCount = 0;
  let over = status !== 101;
  const end = () => {
    if (over) return;
    over = true;
    conn.close();
    closed.resolve(0);
    for (const { reject } of waiting) reject(new Error("the line has ended"));
  };
  const send = async (payload: string | Uint8Array, opcode = TEXT, fin = true) => {
    try {
      await writeAll(conn, masked(bytesOf(payload), opcode, fin));
    } catch {
      end();
    }
  };

  async function readAll(): Promise<void> {
    for (let frame = await input.frame(); frame; frame = await input.frame()) {
      const { opcode, payload } = frame;
      if (opcode === PING) {
        pingCount++;
        for (const { times, resolve } of pings) if (pingCount >= times) resolve();
        if (pongs) await send(payload, PONG);
      } else if (opcode === CLOSE) {
        closed.resolve(payload.length < 2 ? 1005 : payload[0]! * 256 + payload[1]!);
      } else if (opcode === TEXT) {
        const text = new TextDecoder().decode(payload);
        const next = waiting.shift();
        if (next) next.resolve(text);
        else received.push(text);
      }
    }
    end();
  }
  if (status === 101 && reads) readAll();

  return {
    status,
    headers: answered,
    body,
    closed: closed.promise,
    send,
    async message() {
      const text = received.shift();
      if (text !== undefined) return JSON.parse(text);
      const next = Promise.withResolvers<string>();
      if (over) next.reject(new Error("the line has ended"));
      else waiting.push(next);
      return JSON.parse(await next.promise);
    },
    pinged: (times) =>
      pingCount >= times
        ? Promise.resolve()
        : new Promise((resolve) => pings.push({ times, resolve })),
    drop: end,
  };
}

function bytesOf(payload: string | Uint8Array): Uint8Array {
  return typeof payload === "string" ? new TextEncoder().encode(payload) : payload;
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

async function writeAll(conn: Deno.Conn, bytes: Uint8Array): Promise<void> {
  for (let at = 0; at < bytes.length;) at += await conn.write(bytes.subarray(at));
}

/** What comes off a line, in the pieces that are asked for; null where it ended. */
function buffered(conn: Deno.Conn) {
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
    async head(): Promise<string | null> {
      for (;;) {
        const end = new TextDecoder("latin1").decode(have).indexOf("\r\n\r\n");
        if (end >= 0) return new TextDecoder("latin1").decode((await take(end + 4))!).trimEnd();
        if (!await more()) return null;
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
