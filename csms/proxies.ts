import { BlockList, isIP } from "node:net";

/** Who asked, as far as kvolt believes what proxies say. */
export interface Origin {
  readonly address: string;
  /** The address is that of the connection, and no proxy's word for it. */
  readonly direct: boolean;
  /** What the client spoke to the proxy; undefined where no trusted proxy says it. */
  readonly scheme?: "http" | "https";
  /** The value of the header with the client's certificate. */
  readonly certificate?: string;
}

const MAPPED = /^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i;

/** Whether a text is an address or a range such as 10.0.0.0/8. */
export function isRange(text: string): boolean {
  const [address = "", prefix, ...rest] = text.split("/");
  const version = isIP(address);
  if (version === 0 || rest.length > 0) return false;
  if (prefix === undefined) return true;
  return /^\d{1,3}$/.test(prefix) && Number(prefix) <= (version === 4 ? 32 : 128);
}

/**
 * Reads who asked from what proxies add to a request. They are believed as far as they are trusted: of
 * X-Forwarded-For it is the rightmost address that is no trusted proxy's, as a client can write what it
 * likes to the left of it.
 */
export function proxies({ trusted, certificateHeader }: {
  trusted: readonly string[];
  certificateHeader?: string;
}) {
  const list = new BlockList();
  for (const range of trusted) {
    const [address = "", prefix] = range.split("/");
    const family = isIP(address) === 6 ? "ipv6" : "ipv4";
    if (prefix === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(prefix), family);
  }
  const isTrusted = (address: string) => {
    const version = isIP(address);
    return version > 0 && list.check(address, version === 6 ? "ipv6" : "ipv4");
  };

  return function originOf(peer: string, headers: Headers): Origin {
    const own = peer.replace(MAPPED, "");
    let address = own;
    if (trusted.length === 0 || !isTrusted(address)) return { address, direct: true };
    const hops = headers.get("x-forwarded-for")?.split(",") ?? [];
    while (isTrusted(address)) {
      const before = addressIn(hops.pop() ?? "");
      if (before === undefined) break;
      address = before;
    }
    const said = headers.get("x-forwarded-proto")?.split(",").at(-1)?.trim().toLowerCase();
    const scheme = said === "https" || said === "http" ? said : undefined;
    const certificate = certificateHeader && headers.get(certificateHeader) || undefined;
    return { address, direct: address === own, scheme, certificate };
  };
}

/** The address of a hop, which some proxies write with a port; undefined where it is none. */
function addressIn(hop: string): string | undefined {
  const text = hop.trim();
  const bare = /^\[([^\]]+)\](?::\d+)?$/.exec(text)?.[1] ?? /^([^:]+):\d+$/.exec(text)?.[1] ?? text;
  const address = bare.replace(MAPPED, "");
  return isIP(address) > 0 ? address : undefined;
}
