import type { Clock } from "../clock.ts";
import type { ClientCertificate } from "../stations/arrival.ts";
import { distinguishedName } from "./distinguished_name.ts";
import { serialOf } from "./serial.ts";
import { type Certificate, fingerprintOf, issuerOf, type Trust } from "./trust.ts";
import { type X509, x509 } from "./x509.ts";

/** What a client certificate is worth: whom it names, or why it is refused. */
export type CertificateVerdict =
  | { readonly ok: true; readonly certificate: ClientCertificate }
  | { readonly ok: false; readonly status: 403; readonly reason: string };

/** What a peer showed. */
export interface ShownCertificates {
  /** DER, the client's own first; empty where it showed none. */
  readonly chain: readonly Uint8Array<ArrayBuffer>[];
  /** Whether TLS, or the proxy that passed it on, saw that the client has the key. */
  readonly proven: boolean;
}

/** No chain in the field is longer. */
const LONGEST = 8;
const CLIENT_AUTH = "1.3.6.1.5.5.7.3.2";

/** Judges client certificates; what is wrong is said for the operator, as chargers show nothing. */
export function clientCertificates({ trust, clock, revoked }: {
  /** What holds now, as it may be read again while kvolt runs; without it no certificate is good. */
  trust: () => Trust | undefined;
  clock: Clock;
  /** Whether kvolt's own CA took it back: its serial in lower-case hex, the name of its issuer. */
  revoked: (serial: string, issuer: string) => Promise<boolean>;
}) {
  /** Why a certificate does not hold under its issuer now; undefined where it does. */
  async function fault(one: Certificate, issuer: Certificate): Promise<string | undefined> {
    const now = clock.now();
    if (now > one.notAfter) return `expired at ${one.notAfter.toISOString()}`;
    if (now < one.notBefore) return `is good only from ${one.notBefore.toISOString()}`;
    const serial = serialOf(one.serialNumber);
    if (trust()?.isRevoked(issuer, serial) || await revoked(serial, distinguishedName(issuer))) {
      return `was revoked (serial ${serial})`;
    }
  }

  /** Follows the issuers up to a CA that is trusted; what is wrong on the way, undefined where nothing is. */
  async function follow(chain: readonly Certificate[]): Promise<string | undefined> {
    const authorities = trust()?.authorities ?? [];
    const trusted = new Set(authorities.map(fingerprintOf));
    // What a client sends of issuers is good enough for a reason: `proven` says that TLS believed them.
    const [own, ...rest] = chain;
    let one = own!;
    for (let step = 0; step < LONGEST; step++) {
      const verify = (publicKey: Certificate) => one.verify({ publicKey, signatureOnly: true });
      const issuer = await issuerOf({ issuer: one.issuer, verify }, [...authorities, ...rest]);
      const named = `the client certificate ${distinguishedName(one)}`;
      if (!issuer) return `${named} is of ${one.issuer}, which is no CA of TLS_CLIENT_CA`;
      const wrong = await fault(one, issuer);
      if (wrong) return `${named} ${wrong}`;
      if (trusted.has(fingerprintOf(issuer))) return undefined;
      one = issuer;
    }
    return "the client certificate has no issuer that is a CA of TLS_CLIENT_CA";
  }

  return async function judge({ chain, proven }: ShownCertificates): Promise<CertificateVerdict> {
    if (chain.length === 0) return refused("no client certificate was shown");
    const lib = await x509();
    const certificates = read(lib, chain.slice(0, LONGEST));
    if (certificates === undefined) return refused("the client certificate cannot be read");
    const wrong = await follow(certificates);
    if (wrong) return refused(wrong);
    const [own] = certificates;
    const subject = distinguishedName(own!);
    const usages = own!.getExtension(lib.ExtendedKeyUsageExtension)?.usages;
    // Deno looks at the signature with the client's key only where it finds the whole chain good.
    if (!proven || (usages && !usages.includes(CLIENT_AUTH))) {
      return refused(`the client certificate ${subject} is not one for TLS clients in X.509 v3`);
    }
    const serial = serialOf(own!.serialNumber);
    return { ok: true, certificate: { subject, fingerprint: fingerprintOf(own!), serial } };
  };
}

function refused(reason: string): CertificateVerdict {
  return { ok: false, status: 403, reason };
}

function read(lib: X509, chain: readonly Uint8Array<ArrayBuffer>[]): Certificate[] | undefined {
  try {
    return chain.map((der) => new lib.X509Certificate(der));
  } catch {
    return undefined;
  }
}
