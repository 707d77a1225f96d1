/** What kvolt knows of certificates: a leaf, types only. */

export type CertificateUse =
  | "CSMSRootCertificate"
  | "ManufacturerRootCertificate"
  | "V2GRootCertificate"
  | "MORootCertificate"
  | "OEMRootCertificate"
  | "V2GCertificateChain";

/** How one certificate is told from all others; hashes and number in hex. */
export interface CertificateHash {
  readonly hashAlgorithm: "SHA256" | "SHA384" | "SHA512";
  readonly issuerNameHash: string;
  readonly issuerKeyHash: string;
  readonly serialNumber: string;
}

/** A certificate as a station names it, with those it issued. */
export interface NamedCertificate {
  readonly use: CertificateUse;
  readonly hash: CertificateHash;
  readonly children: readonly CertificateHash[];
}

/** A certificate that a station last said it has. */
export interface InstalledCertificate extends NamedCertificate {
  readonly station: string;
  /** Made of its hash data. */
  readonly id: string;
  readonly at: string;
}

/** A station's wish for a certificate of its own, PKCS#10 in PEM. */
export interface CertificateRequest {
  readonly station: string;
  readonly id: string;
  readonly csr: string;
  /** Which of its certificates it means, where it says; 2.1 adds a number of its own. */
  readonly use?: string;
  readonly requestId?: number;
  /** `refused` by kvolt or by the station, `reason` says why. */
  readonly state: "pending" | "sent" | "signed" | "refused";
  readonly reason?: string;
  /** The chain it was sent, in PEM. */
  readonly chain?: string;
  /** The number of the certificate where kvolt has signed it. */
  readonly serial?: string;
  readonly at: string;
  readonly answeredAt?: string;
}

/** Whether kvolt signs what a station asks for: by itself, when an operator says so, or not at all. */
export type Signing = "automatic" | "ask" | "never";

/** Why a certificate is taken back, in the words of RFC 5280 §5.3.1. */
export type RevocationReason =
  | "unspecified"
  | "keyCompromise"
  | "affiliationChanged"
  | "superseded"
  | "cessationOfOperation";

/** A certificate that kvolt has signed. */
export interface IssuedCertificate {
  /** In lower-case hex without leading zeros. */
  readonly serial: string;
  readonly station: string;
  /** The request that it answers. */
  readonly request: string;
  /** SHA-256 of the DER, in lower-case hex. */
  readonly fingerprint: string;
  readonly issuedAt: string;
  readonly expiresAt: string;
  /** It was said that it ends soon. */
  readonly warned?: true;
  readonly revokedAt?: string;
  readonly reason?: RevocationReason;
}

/** A certificate that is taken back, as the list of them has it. */
export interface Revoked {
  readonly serial: string;
  readonly at: string;
  readonly reason: RevocationReason;
}

/** What a station asked of the public key infrastructure, and what came of it. */
export interface PkiRequest {
  readonly station: string;
  readonly id: string;
  readonly kind: "status" | "contract" | "chain";
  readonly request: unknown;
  readonly state: "answered" | "failed" | "not-configured";
  readonly reason?: string;
  readonly at: string;
}
