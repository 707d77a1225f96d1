import { createHmac } from "node:crypto";
import type { Clock } from "./clock.ts";

/**
 * Asks a service of the operator's: a POST of JSON, signed in `X-Kvolt-Signature: sha256=<hex HMAC of the
 * body>`. Resolves with the JSON of a 2xx answer; rejects with why there is none within `timeoutMs`.
 */
export function signedPost({ url, secret, timeoutMs, clock }: {
  url: string;
  secret: string;
  timeoutMs: number;
  clock: Clock;
}): (question: unknown) => Promise<unknown> {
  return async (question) => {
    const body = JSON.stringify(question);
    const signature = createHmac("sha256", secret).update(body).digest("hex");
    const abort = new AbortController();
    const cancel = clock.after(timeoutMs, () => {
      abort.abort(new Error(`it did not answer within ${timeoutMs} ms`));
    });
    try {
      const response = await fetch(url, {
        method: "POST",
        headers: { "content-type": "application/json", "x-kvolt-signature": `sha256=${signature}` },
        body,
        redirect: "error",
        signal: abort.signal,
      });
      if (response.ok) return jsonOf(await response.text());
      await response.body?.cancel();
      throw new Error(`it answered ${response.status}`);
    } finally {
      cancel();
    }
  };
}

/** The message of JSON.parse quotes what it reads, which is the service's own business. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error("its answer is not JSON");
  }
}
