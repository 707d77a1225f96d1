import type { CertificateVerdict } from "../csms/certificates/client_certificate.ts";

/** What a connection hears of its socket. `ended` may come more than once. */
export interface SocketEvents {
  opened(): void;
  received(data: string | ArrayBuffer): void;
  ended(code: number, reason: string): void;
  /** A text frame was not valid UTF-8, with which the socket ends (RFC 6455 §8.1). */
  garbled(): void;
}

/** Our end of a WebSocket, whatever carries it. */
export interface Socket {
  /** Bytes that were sent and that the peer has not taken. */
  readonly bufferedAmount: number;
  send(text: string): void;
  /** Ends it; nothing happens where it has ended. */
  close(code: number, reason: string): void;
  /** Is called once, before it opens. */
  listen(events: SocketEvents): void;
}

/** Who knocks, and how a WebSocket is made of the request. */
export interface Caller {
  readonly address: string;
  /** Where a client certificate was asked for or passed on: what it is worth. */
  readonly certificate?: CertificateVerdict;
  /** Makes the socket, which opens once the response is answered; `echo` is the subprotocol to name. */
  take(
    options: { readonly echo: string | undefined; readonly idleSeconds: number },
  ): { readonly socket: Socket; readonly response: Response };
}
