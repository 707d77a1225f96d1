import type { Instead } from "../../main.ts";
import { type Authority, authority, forServer, type Issued } from "./authority.ts";
import { API_TOKEN, kvolt, type TestKvolt } from "./kvolt.ts";
import { type RawPeer, rawPeer } from "./raw_peer.ts";

/** What a client shows of itself. */
export type ClientPair = Pick<Issued, "cert" | "key">;

/** Two authorities, of which kvolt is to believe the first, and a certificate for kvolt. */
export interface Pki {
  readonly folder: string;
  readonly ca: Authority;
  readonly other: Authority;
  readonly server: Issued;
  [Symbol.asyncDispose](): Promise<void>;
}

export async function pki(): Promise<Pki> {
  const folder = await Deno.makeTempDir();
  const [ca, other] = await Promise.all([authority(folder, "ours"), authority(folder, "others")]);
  const server = await ca.issue("/CN=localhost", { extensions: forServer });
  return {
    ...{ folder, ca, other, server },
    [Symbol.asyncDispose]: () => Deno.remove(folder, { recursive: true }),
  };
}

/** A kvolt with all three ports, and how it is reached over TLS. */
export interface TlsKvolt extends TestKvolt {
  readonly wss: string;
  /** Where client certificates are asked for. */
  readonly mutual: string;
  /** Dials as a station, to the port of mutual TLS where it shows something. */
  dial(path: string, options?: DialOptions): Promise<RawPeer>;
  /** Asks REST over TLS; without a client certificate at the other port. */
  ask(path: string, options?: DialOptions & RequestInit): Promise<Response>;
}

interface DialOptions {
  /** null: goes to the port of mutual TLS and shows nothing. */
  readonly shows?: ClientPair | null;
  readonly headers?: Record<string, string>;
}

export async function tlsKvolt(
  { ca, server }: Pki,
  env: Record<string, string> = {},
  instead: Instead = {},
): Promise<TlsKvolt> {
  const own = { TLS_CERT: server.certFile, TLS_KEY: server.keyFile, TLS_CLIENT_CA: ca.file };
  const csms = await kvolt({ ...own, TLS_PORT: "0", MTLS_PORT: "0", ...env }, instead);
  const [secure, mutualTls] = csms.addresses.slice(-2);
  const wss = `wss://127.0.0.1:${secure!.port}`;
  const mutual = `wss://127.0.0.1:${mutualTls!.port}`;
  const caCerts = [ca.pem];
  return {
    ...{ ...csms, wss, mutual },
    dial: (path, { shows, headers } = {}) =>
      rawPeer(shows === undefined ? wss : mutual, path, {
        ...{ caCerts, ...shows ?? {} },
        ...(headers ? { headers } : {}),
      }),
    async ask(path, { shows, headers, ...init } = {}) {
      using client = Deno.createHttpClient({ caCerts, ...shows ?? {} });
      const base = shows === undefined ? wss : mutual;
      const authorization = `Bearer ${API_TOKEN}`;
      const response = await fetch(`${base.replace("wss:", "https:")}${path}`, {
        ...{ ...init, client, headers: { authorization, ...headers } },
      });
      // The client ends with this function: what it brought is kept.
      return new Response(response.status === 204 ? null : await response.arrayBuffer(), response);
    },
  };
}
