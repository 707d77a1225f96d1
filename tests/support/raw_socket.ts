/** One frame as it is on the wire: 1 text, 2 binary, 8 close, 9 ping, 10 pong. */
export interface WireFrame {
  readonly opcode: number;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly text: string;
}

/** A WebSocket client by hand, which does what no decent one does. */
export interface RawSocket {
  /** The status of the handshake; 101 where it was accepted. */
  readonly status: number;
  /** The head of the response to the handshake. */
  readonly head: string;
  /** Sends a masked frame: text by default. */
  send(payload: string | Uint8Array, opcode?: number): Promise<void>;
  /** The next frame; undefined where the connection has ended. Nothing is answered for you. */
  next(): Promise<WireFrame | undefined>;
  /** The next text frame, read as JSON; pings are not answered. */
  // deno-lint-ignore no-explicit-any
  message(): Promise<any>;
  /** Drops the connection without a word. */
  drop(): void;
}

const CRLF = "\r\n";

/** A frame of a client, masked as RFC 6455 §5.3 asks. */
export function maskedFrame(payload: string | Uint8Array, opcode = 1): Uint8Array<ArrayBuffer> {
  const body = typeof payload === "string" ? new TextEncoder().encode(payload) : payload;
  const mask = crypto.getRandomValues(new Uint8Array(4));
  const head = body.length < 126
    ? [0x80 | opcode, 0x80 | body.length]
    : [0x80 | opcode, 0x80 | 126, body.length >> 8, body.length & 255];
  return new Uint8Array([...head, ...mask, ...body.map((byte, at) => byte ^ mask[at % 4]!)]);
}

/** Dials; `first` goes out in the same write as the request for the upgrade. */
export async function rawSocket(
  url: string,
  { protocol = "ocpp1.6", headers = {}, first = [], caCerts }: {
    /** undefined offers none. */
    protocol?: string | null;
    headers?: Record<string, string>;
    first?: string[];
    caCerts?: string[];
  } = {},
): Promise<RawSocket> {
  const { protocol: scheme, hostname, port } = new URL(url);
  const where = { hostname, port: Number(port) };
  const connection = scheme === "wss:"
    ? await Deno.connectTls({ ...where, caCerts })
    : await Deno.connect(where);
  const path = url.slice(url.indexOf("/", url.indexOf("//") + 2));
  const request = [
    `GET ${path} HTTP/1.1`,
    `Host: ${hostname}:${port}`,
    "Upgrade: websocket",
    "Connection: Upgrade",
    `Sec-WebSocket-Key: ${btoa("sixteen bytes ok")}`,
    "Sec-WebSocket-Version: 13",
    ...(protocol === null ? [] : [`Sec-WebSocket-Protocol: ${protocol}`]),
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    ...["", ""],
  ].join(CRLF);
  const start = [
    ...new TextEncoder().encode(request),
    ...first.flatMap((text) => [...maskedFrame(text)]),
  ];
  await write(new Uint8Array(start));

  async function write(bytes: Uint8Array): Promise<void> {
    for (let sent = 0; sent < bytes.length;) sent += await connection.write(bytes.subarray(sent));
  }

  let buffer = new Uint8Array();
  async function more(): Promise<boolean> {
    const chunk = new Uint8Array(16_384);
    const count = await connection.read(chunk).catch(() => null);
    if (count === null) return false;
    buffer = new Uint8Array([...buffer, ...chunk.subarray(0, count)]);
    return true;
  }
  /** The next `count` bytes. */
  async function take(count: number): Promise<Uint8Array<ArrayBuffer> | undefined> {
    while (buffer.length < count) if (!await more()) return undefined;
    const taken = buffer.slice(0, count);
    buffer = buffer.slice(count);
    return taken;
  }

  let head = "";
  while (!head.endsWith(CRLF + CRLF)) {
    const byte = await take(1);
    if (!byte) break;
    head += String.fromCharCode(byte[0]!);
  }

  const self: RawSocket = {
    head,
    status: Number(head.split(" ")[1]),
    send: (payload, opcode) => write(maskedFrame(payload, opcode)),
    async next() {
      const start = await take(2);
      if (!start) return undefined;
      let length = start[1]! & 127;
      if (length === 126) {
        const long = await take(2);
        if (!long) return undefined;
        length = long[0]! << 8 | long[1]!;
      }
      const bytes = await take(length);
      if (!bytes) return undefined;
      return { opcode: start[0]! & 15, bytes, text: new TextDecoder().decode(bytes) };
    },
    async message() {
      for (let frame = await self.next(); frame; frame = await self.next()) {
        if (frame.opcode === 1) return JSON.parse(frame.text);
        if (frame.opcode === 8) break;
      }
      throw new Error("the connection ended before a message came");
    },
    drop: () => connection.close(),
  };
  return self;
}
