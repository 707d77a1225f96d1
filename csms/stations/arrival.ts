/** One way to read what a station sent as its credentials. */
export interface Credentials {
  readonly user: string;
  readonly password: Uint8Array;
}

/** A client certificate that was verified: signed by a CA that kvolt trusts, in its time, not revoked. */
export interface ClientCertificate {
  /** The distinguished name as RFC 4514 writes it, the most specific part first: `CN=CP-1,O=Acme`. */
  readonly subject: string;
  /** SHA-256 of the DER, in lower-case hex without colons. */
  readonly fingerprint: string;
  /** In lower-case hex without leading zeros. */
  readonly serial: string;
}

/** A station at the door: who it says it is, where it came from, and what it shows for it. */
export interface Arrival {
  readonly id: string;
  readonly address: string;
  /** The ways its credentials can be read; none where it sent none. */
  readonly credentials: readonly Credentials[];
  /** What it sent as `Authorization: Bearer` or `x-api-key`; absent where it sent neither. */
  readonly tokens?: readonly string[];
  /** What it showed in the TLS handshake, or a trusted proxy says that it did. */
  readonly certificate?: ClientCertificate;
}
