import { X509Certificate } from "node:crypto";
import { invalid } from "./problem.ts";

const block = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g;

/** The certificates in a text of PEM and nothing else, each read; throws the problem `invalid`. */
export function certificatesIn(path: string, text: string): string[] {
  if (text.includes("PRIVATE KEY")) throw invalid(path, "a private key is nothing for a station");
  const found = text.match(block) ?? [];
  if (found.length === 0) throw invalid(path, "there is no certificate in PEM");
  found.forEach((pem, at) => {
    try {
      new X509Certificate(pem);
    } catch (error) {
      throw invalid(path, `certificate ${at + 1} cannot be read: ${(error as Error).message}`);
    }
  });
  return found;
}
