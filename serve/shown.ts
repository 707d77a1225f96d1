import type { DetailedPeerCertificate, TLSSocket } from "node:tls";
import type { ShownCertificates } from "../csms/certificates/client_certificate.ts";

/** The certificates that a peer showed in the TLS handshake, its own first. */
export function shownOn(socket: TLSSocket): ShownCertificates {
  const chain: Uint8Array<ArrayBuffer>[] = [];
  const seen = new Set<DetailedPeerCertificate>();
  let one: DetailedPeerCertificate | undefined = socket.getPeerCertificate(true);
  // One that signed itself is its own issuer.
  while (one?.raw && !seen.has(one)) {
    seen.add(one);
    chain.push(new Uint8Array(one.raw));
    one = one.issuerCertificate;
  }
  // Deno checks that the client has the key only where it finds the chain good: both or nothing.
  return { chain, proven: socket.authorized };
}
