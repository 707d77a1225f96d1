import { monotonicFactory } from "ulid";
import { z } from "zod";
import type { Change } from "../../kv/change.ts";
import type { Store } from "../../kv/mod.ts";
import type { Clock } from "../clock.ts";
import type { Config } from "../config.ts";
import { expiry } from "../expiry.ts";
import { fitJson } from "../fit.ts";
import type { CertificateHash, PkiRequest } from "../model/certificate.ts";
import { signedPost } from "../signed_post.ts";

/** Stations wait half a minute for an answer, some less. */
const TIMEOUT_MS = 10_000;
const LONGEST = 20_000;

/** What the service answers to each kind of question. */
const answers = {
  /** An OCSP response, DER in Base64. */
  status: z.object({ ocsp: z.string().min(1).max(18_000) }),
  /** A vehicle's contract, EXI in Base64, and how many more there are. */
  contract: z.object({
    exi: z.string().min(1).max(17_000),
    remaining: z.int().min(0).optional(),
  }),
  /** One for each certificate, in their order. */
  chain: z.object({
    statuses: z.array(z.object({
      status: z.enum(["Good", "Revoked", "Unknown", "Failed"]),
      nextUpdate: z.iso.datetime({ offset: true }),
    })),
  }),
} as const;

type Kind = keyof typeof answers;

interface Questions {
  status: { hash: CertificateHash; responderUrl: string };
  contract: {
    schema: string;
    action: "Install" | "Update";
    exi: string;
    maximumChains?: number;
    prioritized?: readonly string[];
  };
  chain: {
    certificates: readonly {
      hash: CertificateHash;
      source: "CRL" | "OCSP";
      urls: readonly string[];
    }[];
  };
}

/** Whether a station can be told an answer: versions differ in how long it may be. */
type Fits<K extends Kind> = (answer: z.output<(typeof answers)[K]>) => boolean;

/** What came of a question: the answer, or why there is none, as a code of 2.x and in words. */
export type PkiAnswer<K extends Kind> =
  | { readonly ok: true; readonly answer: z.output<(typeof answers)[K]> }
  | { readonly ok: false; readonly code: "NotEnabled" | "InternalError"; readonly reason: string };

/**
 * Passes questions of stations on to the operator's public key infrastructure: a signed POST of
 * `{ kind, station, at, ...question }` to PKI_URL. Where there is none it says so; each is kept.
 */
export function pki({ store, clock, config }: { store: Store; clock: Clock; config: Config }) {
  const ulid = monotonicFactory();
  const { PKI_URL: url, PKI_SECRET: secret } = config;
  const post = url && secret
    ? signedPost({ url, secret, timeoutMs: TIMEOUT_MS, clock })
    : undefined;

  async function put<K extends Kind>(
    kind: K,
    station: string,
    question: Questions[K],
    fits: Fits<K>,
  ): Promise<PkiAnswer<K>> {
    if (!post) {
      const reason = "no public key infrastructure is configured";
      return { ok: false, code: "NotEnabled", reason };
    }
    try {
      const said = await post({ kind, station, at: clock.now().toISOString(), ...question });
      const answer = answers[kind].parse(said) as z.output<(typeof answers)[K]>;
      if (!fits(answer)) throw new Error("it is longer than this station can be told");
      return { ok: true, answer };
    } catch (error) {
      const { message } = error as Error;
      const reason = `the public key infrastructure gave no answer: ${message}`.slice(0, 500);
      return { ok: false, code: "InternalError", reason };
    }
  }

  return {
    async ask<K extends Kind>(
      change: Change,
      station: string,
      kind: K,
      question: Questions[K],
      fits: Fits<K> = () => true,
    ): Promise<PkiAnswer<K>> {
      // Work that is begun again after a conflict asks nobody a second time.
      const answer = await change.once(`pki ${kind}`, () => put(kind, station, question, fits));
      const now = clock.now();
      const record: PkiRequest = {
        ...{ station, id: ulid(now.getTime()), kind, at: now.toISOString() },
        request: fitJson(question, LONGEST),
        state: answer.ok ? "answered" : post ? "failed" : "not-configured",
        ...(answer.ok ? {} : { reason: answer.reason }),
      };
      const until = expiry(clock, config.AUDIT_DAYS);
      store.pkiRequests.put(change, [station, record.id], record, until);
      return answer;
    },
    page: (station: string, options: { limit: number; cursor?: string }) =>
      store.pkiRequests.page([station], options),
  };
}
