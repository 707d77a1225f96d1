import type { ShownCertificates } from "../csms/certificates/client_certificate.ts";
import type { Caller } from "../ocpp/socket.ts";

/** The other end of a connection, which may be a proxy. */
export interface Peer extends Pick<Caller, "take"> {
  readonly address: string;
  /** On the port of mutual TLS: the certificates that it showed, if any. */
  readonly shown?: ShownCertificates;
}

/** Answers one request, whichever port it came to. */
export type Handle = (request: Request, peer: Peer) => Promise<Response>;

/** A port that is listened at. */
export interface Listener {
  readonly address: Deno.NetAddr;
  /** Takes no more, and resolves once what was under way is over. */
  stop(): Promise<void>;
}
