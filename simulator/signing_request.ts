/** One DER value: tag, length, content (X.690 §8.1). */
function der(tag: number, ...parts: readonly (Uint8Array | readonly number[])[]): Uint8Array {
  const content = parts.flatMap((part) => [...part]);
  const size = content.length;
  const length = size < 128 ? [size] : size < 256 ? [0x81, size] : [0x82, size >> 8, size & 255];
  return new Uint8Array([tag, ...length, ...content]);
}

const SEQUENCE = 0x30;
const SET = 0x31;
const INTEGER = 0x02;
const OBJECT_ID = 0x06;
const UTF8 = 0x0c;
const BITS = 0x03;
const ATTRIBUTES = 0xa0;
const commonName = der(OBJECT_ID, [0x55, 0x04, 0x03]);
const ecdsaWithSha256 = der(OBJECT_ID, [0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02]);

/** A signature of WebCrypto, r and s side by side, as the DER that PKCS#10 wants. */
function signature(raw: Uint8Array): Uint8Array {
  const integer = (bytes: Uint8Array) => {
    const start = bytes.findIndex((byte) => byte !== 0);
    const digits = bytes.slice(start < 0 ? bytes.length - 1 : start);
    return der(INTEGER, digits[0]! & 0x80 ? [0] : [], digits);
  };
  return der(SEQUENCE, integer(raw.slice(0, 32)), integer(raw.slice(32)));
}

/** A PKCS#10 request in PEM for a new P-256 key, with `name` as common name (RFC 2986). */
export async function signingRequest(name: string): Promise<string> {
  const algorithm = { name: "ECDSA", namedCurve: "P-256" };
  const { privateKey, publicKey } = await crypto.subtle.generateKey(algorithm, true, ["sign"]);
  const key = new Uint8Array(await crypto.subtle.exportKey("spki", publicKey));
  const attribute = der(SEQUENCE, commonName, der(UTF8, new TextEncoder().encode(name)));
  const subject = der(SEQUENCE, der(SET, attribute));
  const info = der(SEQUENCE, der(INTEGER, [0]), subject, key, der(ATTRIBUTES));
  const signed = await crypto.subtle.sign(
    { name: "ECDSA", hash: "SHA-256" },
    privateKey,
    new Uint8Array(info),
  );
  const bits = der(BITS, [0], signature(new Uint8Array(signed)));
  const request = der(SEQUENCE, info, der(SEQUENCE, ecdsaWithSha256), bits);
  const base64 = btoa(String.fromCharCode(...request)).replace(/.{64}/g, "$&\n").trimEnd();
  return `-----BEGIN CERTIFICATE REQUEST-----\n${base64}\n-----END CERTIFICATE REQUEST-----\n`;
}
