import { z } from "zod";
import type { Clock } from "../clock.ts";
import type { Config } from "../config.ts";
import { signedPost } from "../signed_post.ts";

const TIMEOUT_MS = 2_000;

const verdict = z.object({
  status: z.enum([
    "Accepted",
    "Blocked",
    "Expired",
    "Invalid",
    "NoCredit",
    "NotAllowedTypeEVSE",
    "NotAtThisLocation",
    "NotAtThisTime",
    "Unknown",
  ]),
  // Many serialisers write null for what is absent.
  expiresAt: z.iso.datetime({ offset: true }).nullish(),
  parent: z.string().max(36).nullish(),
}).transform(({ status, expiresAt, parent }) => ({
  status,
  ...(expiresAt ? { expiresAt } : {}),
  ...(parent ? { parent } : {}),
}));

type Verdict = z.output<typeof verdict>;

/**
 * Asks the operator's own authority about a token: POST of `{ idTag, station?, at }`, signed in
 * `X-Kvolt-Signature: sha256=<hex HMAC of the body>`, answered within 2 s by
 * `{ status, expiresAt?, parent? }`. Throws where it does not answer so; undefined where none is configured.
 */
export function authority({ config, clock }: { config: Config; clock: Clock }) {
  const { AUTH_URL: url, AUTH_SECRET: secret } = config;
  if (!url || !secret) return undefined;
  const ask = signedPost({ url, secret, timeoutMs: TIMEOUT_MS, clock });
  return async (idTag: string, station: string | undefined): Promise<Verdict> =>
    verdict.parse(await ask({ idTag, station, at: clock.now().toISOString() }));
}
