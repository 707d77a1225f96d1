const PEM = /^-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]+)-----END CERTIFICATE-----\s*$/;
/** RFC 9440 §2.1: a byte sequence of structured fields. */
const BYTES = /^:([A-Za-z0-9+/]+={0,2}):$/;

/**
 * The client certificate (DER) in a proxy's header: `:base64:` as RFC 9440 has it, or PEM in URL encoding as
 * nginx writes it. An empty one where it is neither, which nobody takes for a certificate.
 */
export function passedOn(header: string): Uint8Array<ArrayBuffer> {
  const text = header.trim();
  try {
    const base64 = BYTES.exec(text)?.[1] ?? PEM.exec(decodeURIComponent(text))?.[1] ?? "";
    return Uint8Array.fromBase64(base64.replaceAll(/\s/g, ""));
  } catch {
    return new Uint8Array();
  }
}
