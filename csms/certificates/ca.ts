import { createHash, X509Certificate } from "node:crypto";
import type { Store } from "../../kv/mod.ts";
import type { Clock } from "../clock.ts";
import { BadConfig, type Config, unusable } from "../config.ts";
import { sealing } from "../seal.ts";
import { algorithm, newRoot, type Root } from "./sign.ts";

/** kvolt signs nothing itself, as it has no secret under which to keep a key. */
export class SigningOff extends Error {
  override name = "SigningOff";
}

/** What the store has of the CA: its certificate in PEM, and its key, sealed for that certificate. */
interface Kept {
  readonly certificate: string;
  readonly key: Uint8Array<ArrayBuffer>;
}

/** What a key is sealed for: a certificate in whose place another was put opens it no more. */
function keyOf(certificate: string): string {
  return `the key of the CA ${createHash("sha256").update(certificate).digest("hex")}`;
}

/** kvolt's own CA. It is made at the first start with SECRET_KEY, which its key is sealed with. */
export function ownAuthority({ store, clock, config }: {
  store: Store;
  clock: Clock;
  config: Config;
}) {
  const { SECRET_KEY: secret } = config;
  let opened: Promise<Root> | undefined;
  let name: string | undefined;

  const kept = async () => (await store.meta.get("ca"))?.value as Kept | undefined;

  async function made(secret: string): Promise<Kept> {
    const { certificate, key } = await newRoot(clock.now());
    const ca: Kept = { certificate, key: await sealing(secret).seal(key, keyOf(certificate)) };
    return await store.apply(async (change) => {
      const faster = await kept();
      if (!faster) store.meta.create(change, ["ca"], ca);
      return faster ?? ca;
    });
  }

  async function open(): Promise<Root> {
    if (secret === undefined) {
      throw new SigningOff("kvolt signs no certificates itself, as SECRET_KEY is not set");
    }
    const { certificate, key: sealed } = await kept() ?? await made(secret);
    const pkcs8 = await sealing(secret).open(sealed, keyOf(certificate)).catch((cause) => {
      const why =
        "it does not open the key of the CA in the database; set the one it was made with";
      throw new BadConfig(unusable("SECRET_KEY", secret, why), { cause });
    });
    const key = await crypto.subtle.importKey("pkcs8", pkcs8, algorithm, false, ["sign"]);
    return { certificate, key };
  }

  return {
    /** Whether kvolt signs at all. */
    on: secret !== undefined,
    /** The certificate and the key; rejects with SigningOff without SECRET_KEY, with BadConfig where that is wrong. */
    root(): Promise<Root> {
      opened ??= open().catch((error) => {
        opened = undefined;
        throw error;
      });
      return opened;
    },
    /** The certificate in PEM, which is there without SECRET_KEY too; undefined where there never was a CA. */
    certificate: async (): Promise<string | undefined> => (await kept())?.certificate,
    /** The name that it issues under, `CN=…`; undefined where there never was a CA. */
    async name(): Promise<string | undefined> {
      const ca = name === undefined ? await kept() : undefined;
      if (ca) name = new X509Certificate(ca.certificate).issuer;
      return name;
    },
  };
}

export type OwnAuthority = ReturnType<typeof ownAuthority>;
