/** What was sealed cannot be opened: it was sealed with another secret, for another thing, or was changed since. */
export class Unsealable extends Error {
  override name = "Unsealable";
}

const SALT = 16;
const NONCE = 12;

/**
 * Seals bytes with a secret, so that whoever reads the store cannot read them: AES-256-GCM under a key of their
 * own, made by HKDF-SHA-256 of the secret and a random salt. `about` is what they belong to; it is not kept.
 */
export function sealing(secret: string) {
  const bytes = new TextEncoder();
  const source = crypto.subtle.importKey("raw", bytes.encode(secret), "HKDF", false, ["deriveKey"]);

  async function cipher(
    sealed: Uint8Array<ArrayBuffer>,
    about: string,
    use: "encrypt" | "decrypt",
  ) {
    const salt = sealed.slice(0, SALT);
    const derivation = { name: "HKDF", hash: "SHA-256", salt, info: bytes.encode("kvolt seal 1") };
    const kind = { name: "AES-GCM", length: 256 };
    const key = await crypto.subtle.deriveKey(derivation, await source, kind, false, [use]);
    const iv = sealed.slice(SALT, SALT + NONCE);
    return { key, algorithm: { name: "AES-GCM", iv, additionalData: bytes.encode(about) } };
  }

  return {
    /** Salt, nonce and what AES-GCM makes of the bytes. */
    async seal(plain: Uint8Array<ArrayBuffer>, about: string): Promise<Uint8Array<ArrayBuffer>> {
      const head = crypto.getRandomValues(new Uint8Array(SALT + NONCE));
      const { key, algorithm } = await cipher(head, about, "encrypt");
      const body = new Uint8Array(await crypto.subtle.encrypt(algorithm, key, plain));
      const sealed = new Uint8Array(head.length + body.length);
      sealed.set(head);
      sealed.set(body, head.length);
      return sealed;
    },
    /** Gives the bytes back; rejects with Unsealable. */
    async open(sealed: Uint8Array<ArrayBuffer>, about: string): Promise<Uint8Array<ArrayBuffer>> {
      const { key, algorithm } = await cipher(sealed, about, "decrypt");
      const body = sealed.slice(SALT + NONCE);
      try {
        return new Uint8Array(await crypto.subtle.decrypt(algorithm, key, body));
      } catch (cause) {
        const why = "it was sealed with another secret or has been changed";
        throw new Unsealable(`${about} cannot be opened: ${why}`, { cause });
      }
    },
  };
}
