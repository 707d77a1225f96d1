/** One way to read the credentials of a Basic authorization. */
export interface Basic {
  readonly user: string;
  readonly password: Uint8Array;
}

const COLON = 0x3a;
/** Colons at which the credentials are split on trial. */
const MOST = 8;

/**
 * The ways to read an `Authorization: Basic` header, the likeliest first: chargers have colons in
 * their ids and bytes of no encoding in their keys (quirk 6). Empty where the header is another or broken.
 */
export function readBasic(header: string | null, station: string): Basic[] {
  const encoded = /^\s*basic\s+([A-Za-z0-9+/_=-]+)\s*$/i.exec(header ?? "")?.[1];
  if (!encoded) return [];
  const bytes = decode(encoded);
  const found: Basic[] = [];
  for (let at = bytes.indexOf(COLON); at >= 0 && found.length < MOST;) {
    const user = new TextDecoder().decode(bytes.subarray(0, at));
    const basic = { user, password: bytes.subarray(at + 1) };
    if (user === station) found.unshift(basic);
    else found.push(basic);
    at = bytes.indexOf(COLON, at + 1);
  }
  return found;
}

function decode(encoded: string): Uint8Array {
  const plain = encoded.replaceAll("-", "+").replaceAll("_", "/").replace(/=+$/, "");
  try {
    return Uint8Array.from(atob(plain), (character) => character.charCodeAt(0));
  } catch {
    return new Uint8Array();
  }
}
