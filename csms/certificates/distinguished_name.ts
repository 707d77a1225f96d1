import type { X509 } from "./x509.ts";

/** Whom a certificate names, as RFC 4514 writes it: the most specific part first, `CN=CP-1,O=Acme`. */
export function distinguishedName(
  { subjectName }: Pick<InstanceType<X509["X509Certificate"]>, "subjectName">,
): string {
  return subjectName.toJSON().toReversed().map((part) =>
    Object.entries(part).flatMap(([type, values]) =>
      values.map((value) => `${type}=${escaped(value)}`)
    ).join("+")
  ).join(",");
}

/** RFC 4514 §2.4; other characters stand as they are. */
function escaped(value: string): string {
  return value.replaceAll(/[,+"\\<>;]|^[ #]| $/g, "\\$&");
}
