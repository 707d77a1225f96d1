import { Buffer } from "node:buffer";
import type { IncomingMessage } from "node:http";
import { createServer } from "node:https";
import type { Duplex } from "node:stream";
import type { TLSSocket } from "node:tls";
import { getLogger } from "@logtape/logtape";
// @ts-types="@types/ws"
import { WebSocketServer } from "ws";
import type { Clock } from "../csms/clock.ts";
import { MAX_FRAME } from "../ocpp/session.ts";
import type { Caller } from "../ocpp/socket.ts";
import { answer, answerRaw, requestOf } from "./node_exchange.ts";
import { NodeSocket } from "./node_socket.ts";
import type { Handle, Listener, Peer } from "./peer.ts";
import { shownOn } from "./shown.ts";

const log = getLogger(["kvolt", "serve"]);
const KEY = /^[+/0-9A-Za-z]{22}==$/;

/** What a port with TLS shows, and with `ca` whose client certificates it asks for; all of it PEM. */
export interface Credentials {
  readonly cert: string;
  readonly key: string;
  readonly ca?: string;
}

/** A port with TLS. */
export interface TlsListener extends Listener {
  /** Takes other certificates for the connections that come from now on; those that are there stay. */
  renew(credentials: Credentials): void;
}

/**
 * Listens with TLS, by node:https: Deno.serve knows no client certificates, and cannot take a new certificate
 * without closing the WebSockets that are open. Rejects with what the system says.
 */
export async function listenTls(
  where: { readonly hostname: string; readonly port: number },
  credentials: Credentials,
  { handle, clock, failed }: {
    handle: Handle;
    clock: Clock;
    /** Is told of every TLS handshake that failed. */
    failed: (address: string, reason: string) => void;
  },
): Promise<TlsListener> {
  const asks = credentials.ca !== undefined;
  const server = createServer(optionsOf(credentials));
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_FRAME });
  // ws would choose among the offers itself; what was chosen for this handshake is written instead.
  const echoes = new WeakMap<IncomingMessage, string>();
  sockets.on("headers", (headers, incoming) => {
    const echo = echoes.get(incoming);
    if (echo !== undefined) headers.push(`Sec-WebSocket-Protocol: ${echo}`);
  });

  function peerOf({ socket }: IncomingMessage, take: Caller["take"]): Peer {
    const address = socket.remoteAddress ?? "";
    return asks ? { address, take, shown: shownOn(socket as TLSSocket) } : { address, take };
  }

  server.on("request", async (incoming, outgoing) => {
    const gone = new AbortController();
    outgoing.on("close", () => gone.abort());
    const request = requestOf(incoming, gone.signal);
    if (!request) return outgoing.writeHead(400).end();
    try {
      await answer(await handle(request, peerOf(incoming, noUpgrade)), outgoing);
    } catch (error) {
      log.error("a request could not be answered: {error}", { error });
      if (outgoing.headersSent) outgoing.destroy();
      else outgoing.writeHead(500).end();
    }
  });

  server.on("upgrade", async (incoming: IncomingMessage, line: Duplex, head: Uint8Array) => {
    line.on("error", () => line.destroy());
    const request = requestOf(incoming);
    if (!request || isBroken(request)) {
      return await answerRaw(new Response(null, { status: 400 }), line);
    }
    let made: { readonly socket: NodeSocket; readonly response: Response } | undefined;
    const take: Caller["take"] = ({ echo, idleSeconds }) => {
      if (echo !== undefined) echoes.set(incoming, echo);
      return made = { socket: new NodeSocket(clock, idleSeconds), response: new Response() };
    };
    try {
      const response = await handle(request, peerOf(incoming, take));
      if (response !== made?.response) return await answerRaw(response, line);
      delete incoming.headers["sec-websocket-protocol"];
      sockets.handleUpgrade(
        incoming,
        line,
        Buffer.from(head),
        (socket) => made!.socket.open(socket),
      );
    } catch (error) {
      log.error("a handshake could not be answered: {error}", { error });
      await answerRaw(new Response(null, { status: 500 }), line);
    }
  });

  server.on("tlsClientError", (error: Error & { code?: string }, socket: Broken) => {
    // Whoever looks whether the port is open leaves like that.
    if (error.code === "ECONNRESET") return;
    failed(socket._parent?.remoteAddress ?? "", error.message.replace(/ \(SSL routines.*/s, ""));
  });

  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen({ host: where.hostname, port: where.port }, resolve);
  });
  const { address: hostname, port } = server.address() as { address: string; port: number };
  return {
    address: { transport: "tcp", hostname, port },
    renew: (credentials) => server.setSecureContext(optionsOf(credentials)),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeIdleConnections();
        for (const socket of sockets.clients) socket.terminate();
      }),
  };
}

/** A TLS socket that never was: where it came from is known to the one beneath it alone. */
type Broken = TLSSocket & { readonly _parent?: { readonly remoteAddress?: string } };

/** Who shows no good certificate is refused by what it asks for, as a failed TLS handshake tells nobody why. */
function optionsOf({ ca, ...own }: Credentials) {
  return ca === undefined ? own : { ...own, ca, requestCert: true, rejectUnauthorized: false };
}

/** A handshake that ws would refuse when the station is in already (RFC 6455 §4.2.1). */
function isBroken({ method, headers }: Request): boolean {
  if (headers.get("upgrade")?.toLowerCase() !== "websocket") return false;
  return method !== "GET" || !KEY.test(headers.get("sec-websocket-key") ?? "") ||
    headers.get("sec-websocket-version") !== "13";
}

function noUpgrade(): never {
  throw new Error("this request asks for no WebSocket");
}
