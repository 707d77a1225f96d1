import type { PublicKey } from "@peculiar/x509";
import { x509 } from "./x509.ts";

/** A request that may be signed: its key, and the organization it names. */
interface Good {
  readonly ok: true;
  readonly publicKey: PublicKey;
  readonly organization?: string;
}

/** What is wrong with a request, in words that follow "its request". */
interface Bad {
  readonly ok: false;
  readonly reason: string;
}

const curves = ["P-256", "P-384", "P-521"];
const LEAST_RSA = 2048;
/** Of an organization (X.520, ub-organization-name). */
const LONGEST_NAME = 64;

const bad = (reason: string): Bad => ({ ok: false, reason });
const shown = (text: string) => JSON.stringify(text.slice(0, 100));

/**
 * Reads a PKCS#10 request in PEM and checks that whoever made it has the key, that the key is strong enough
 * (2.x part 2 §1.4.1), and that it is for one of `names`.
 */
export async function checkRequest(csr: string, names: readonly string[]): Promise<Good | Bad> {
  const { Pkcs10CertificateRequest } = await x509();
  try {
    const request = new Pkcs10CertificateRequest(csr);
    const weak = weakness(request.publicKey.algorithm);
    if (weak) return bad(weak);
    const { hash } = request.signatureAlgorithm as { hash?: { name?: string } };
    if (hash?.name === "SHA-1") return bad("is signed over SHA-1, which can be forged");
    if (!await request.verify()) return bad("is not signed by the key that is in it");
    const given = request.subjectName.getField("CN");
    if (given.length !== 1 || !names.includes(given[0]!)) {
      const wanted = names.map(shown).join(" or ");
      return bad(`is for ${given.map(shown).join(", ") || "nobody"}, not for ${wanted}`);
    }
    const [organization = ""] = request.subjectName.getField("O");
    const fits = organization !== "" && organization.length <= LONGEST_NAME;
    return { ok: true, publicKey: request.publicKey, ...(fits ? { organization } : {}) };
  } catch (error) {
    return bad(`cannot be read as PKCS#10 in PEM: ${(error as Error).message}`);
  }
}

/** Why a key is no good; undefined where it is. */
function weakness(algorithm: Algorithm): string | undefined {
  const { name, namedCurve, modulusLength } = algorithm as Partial<
    EcKeyAlgorithm & RsaKeyAlgorithm
  >;
  if (name === "RSASSA-PKCS1-v1_5") {
    if (modulusLength! >= LEAST_RSA) return undefined;
    return `has an RSA key of ${modulusLength} bits, fewer than ${LEAST_RSA}`;
  }
  if (name === "ECDSA" && curves.includes(namedCurve!)) return undefined;
  return `has a key that is neither RSA nor on ${curves.join(", ")}`;
}
