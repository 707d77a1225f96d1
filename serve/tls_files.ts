import { createPrivateKey, X509Certificate } from "node:crypto";
import { readTrust, type Trust } from "../csms/certificates/trust.ts";
import { BadConfig, type Config, unusable } from "../csms/config.ts";

/** What the files that the configuration names hold now. */
export interface TlsFiles {
  /** PEM; absent where kvolt serves no TLS. */
  readonly own?: { readonly cert: string; readonly key: string };
  readonly clients?: { readonly ca: string; readonly trust: Trust };
}

/** The files that are to be watched. */
export function tlsPaths(config: Config): string[] {
  const { TLS_CERT, TLS_KEY, TLS_CLIENT_CA, TLS_CRL } = config;
  return [TLS_CERT, TLS_KEY, TLS_CLIENT_CA, ...TLS_CRL].filter((path) => path !== undefined);
}

/** Reads them all; rejects with BadConfig, which names the one that cannot be used. */
export async function readTlsFiles(config: Config): Promise<TlsFiles> {
  const { TLS_CERT, TLS_KEY, TLS_CLIENT_CA } = config;
  const own = TLS_CERT !== undefined && TLS_KEY !== undefined
    ? await readPair(TLS_CERT, TLS_KEY)
    : undefined;
  if (TLS_CLIENT_CA === undefined) return { own };
  const ca = await text("TLS_CLIENT_CA", TLS_CLIENT_CA);
  await orBad("TLS_CLIENT_CA", TLS_CLIENT_CA, () => readTrust(ca, []));
  const lists = await Promise.all(config.TLS_CRL.map((path) => bytes("TLS_CRL", path)));
  const trust = await orBad("TLS_CRL", config.TLS_CRL.join(), () => readTrust(ca, lists));
  return { own, clients: { ca, trust } };
}

async function readPair(certPath: string, keyPath: string) {
  const [cert, key] = [await text("TLS_CERT", certPath), await text("TLS_KEY", keyPath)];
  const certificate = await orBad("TLS_CERT", certPath, () => new X509Certificate(cert));
  await orBad("TLS_KEY", keyPath, () => {
    if (!certificate.checkPrivateKey(createPrivateKey(key))) {
      throw new Error(`it is not the key of the certificate in ${certPath}`);
    }
  });
  return { cert, key };
}

const bytes = (name: string, path: string) => orBad(name, path, () => Deno.readFile(path));
const text = (name: string, path: string) => orBad(name, path, () => Deno.readTextFile(path));

async function orBad<T>(name: string, path: string, work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw new BadConfig(unusable(name, path, (error as Error).message), { cause: error });
  }
}
