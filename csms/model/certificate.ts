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
  readonly state: "pending" | "sent" | "signed" | "refused";
  /** The chain it was sent, in PEM. */
  readonly chain?: string;
  readonly at: string;
  readonly answeredAt?: string;
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
