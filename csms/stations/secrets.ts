import { Buffer } from "node:buffer";
import { createHmac, hkdfSync, randomBytes, timingSafeEqual } from "node:crypto";
import { argon2 } from "../argon2.ts";
import type { KeptSecret } from "../model/identity.ts";
import { isKey, spelled } from "./key.ts";

type Chosen = Extract<KeptSecret, { digest: string }>;

const isSame = (one: string, other: string): boolean =>
  one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));

/** Verdicts that are remembered, of right keys and of wrong ones apart. */
const MOST = 20_000;

/**
 * The secrets of stations. One that somebody chose is hashed slowly, and the verdict on what was sent is
 * remembered, so that thousands of stations that come back at once are let in at once: in memory, and under
 * `secretKey`, where there is one, beside the digest.
 */
export function secrets(secretKey?: string) {
  const { hash, verify } = argon2();
  const pepper = secretKey === undefined
    ? randomBytes(32)
    : new Uint8Array(hkdfSync("sha256", secretKey, "", "kvolt keys of stations 1", 32));
  const right = new Set<string>();
  const wrong = new Set<string>();
  const judging = new Map<string, Promise<boolean>>();

  function remember(known: Set<string>, mark: string): void {
    known.add(mark);
    if (known.size > MOST) known.delete(known.values().next().value!);
  }

  async function judge(mark: string, digest: string, key: string): Promise<boolean> {
    const is = await verify(digest, key);
    remember(is ? right : wrong, mark);
    return is;
  }

  const markOf = (digest: string, key: string): string =>
    createHmac("sha256", pepper).update(digest).update(key).digest("base64");

  async function isChosen({ digest, mark: kept = "" }: Chosen, key: string): Promise<boolean> {
    const mark = markOf(digest, key);
    if (isSame(kept, mark) || right.has(mark)) return true;
    if (wrong.has(mark)) return false;
    let verdict = judging.get(mark);
    if (!verdict) {
      verdict = judge(mark, digest, key).finally(() => judging.delete(mark));
      judging.set(mark, verdict);
    }
    return await verdict;
  }

  return {
    /** What is kept of a secret that somebody chose; throws TooMany. */
    async chosen(secret: string): Promise<KeptSecret> {
      const key = spelled(new TextEncoder().encode(secret));
      const digest = await hash(key);
      const mark = markOf(digest, key);
      remember(right, mark);
      return secretKey === undefined ? { digest } : { digest, mark };
    },
    /**
     * Whether one of the ways to read what was sent is the secret; the first alone where it was chosen, as each
     * costs a tenth of a second. Throws TooMany.
     */
    async matches(kept: KeptSecret, sent: readonly Uint8Array[]): Promise<boolean> {
      if ("digest" in kept) {
        return sent.length > 0 && await isChosen(kept, spelled(sent[0]!));
      }
      return sent.map((each) => isKey(kept, spelled(each))).includes(true);
    },
  };
}

export type Secrets = ReturnType<typeof secrets>;
