import type { Clock } from "../clock.ts";
import type { Auth, KeptSecret } from "../model/identity.ts";
import type { Station } from "../model.ts";
import { TooMany } from "../too_many.ts";
import type { Arrival } from "./arrival.ts";
import type { Secrets } from "./secrets.ts";
import { isGraceful } from "./grace.ts";
import { isExpected } from "./subject.ts";

/** Whether a station is let in; `rotated` where it has come back with its new key. */
type Verdict =
  | { readonly ok: true; readonly rotated?: true }
  | { readonly ok: false; readonly status: 401 | 403 | 429; readonly reason: string };

type Keyed = Extract<Auth, { type: "basic" | "token" }>;

const welcome: Verdict = { ok: true };
const refused = (status: 401 | 403, reason: string): Verdict => ({ ok: false, status, reason });

/** Judges a station that is known by what it shows; changes nothing. */
export function judging({ clock, secrets }: { clock: Clock; secrets: Secrets }) {
  function sentTo(type: "basic" | "token", { credentials, tokens = [] }: Arrival): Uint8Array[] {
    if (type === "basic") return credentials.map(({ password }) => password);
    return tokens.map((token) => new TextEncoder().encode(token));
  }

  /** Nothing that was sent is what was asked for: says what came instead, where something did. */
  function missing({ id, credentials, tokens = [] }: Arrival, type: "basic" | "token"): Verdict {
    const [wanted, other, instead] = type === "basic"
      ? ["key", tokens.length, "a token, and has to use Basic authorization"]
      : ["token", credentials.length, "Basic authorization, and has to send a token"];
    return refused(401, `${id} sent no ${wanted}, ${other ? `but ${instead}` : "and has to"}`);
  }

  async function byKey(arrival: Arrival, { type, key }: Keyed): Promise<Verdict> {
    const { id } = arrival;
    const word = type === "basic" ? "key" : "token";
    if (!key) return refused(401, `the ${word} of ${id} was revoked`);
    const sent = sentTo(type, arrival);
    if (sent.length === 0) return missing(arrival, type);
    if (await secrets.matches(key, sent)) return welcome;
    return refused(401, `${id} sent a wrong ${word}`);
  }

  async function judgeAuth(arrival: Arrival, auth: Auth): Promise<Verdict> {
    if (auth.type === "none") return welcome;
    if (auth.type !== "mtls") return await byKey(arrival, auth);
    const { id, certificate } = arrival;
    if (!certificate) return refused(401, `${id} showed no client certificate, and has to`);
    if (isExpected(auth, certificate)) return welcome;
    const { subject, fingerprint } = certificate;
    return refused(
      401,
      `${id} showed a certificate that is not its own: ${subject}, ${fingerprint}`,
    );
  }

  /** Whether a station has come with the key that it was sent. */
  const hasNew = (key: KeptSecret, arrival: Arrival) =>
    secrets.matches(key, sentTo("basic", arrival));

  async function judge({ id, registration, identity }: Station, arrival: Arrival) {
    const { status, auth } = identity;
    if (registration === "Rejected") return refused(403, `${id} has been refused by the operator`);
    if (status === "suspended") return refused(403, `${id} has been suspended by the operator`);
    const { rotation } = auth;
    if (!rotation) return await judgeAuth(arrival, auth);
    if (await hasNew(rotation.key, arrival)) return { ok: true, rotated: true } as const;
    const verdict = await judgeAuth(arrival, auth);
    if (!verdict.ok || rotation.state === "sent") return verdict;
    if (isGraceful(rotation, clock.now())) return verdict;
    const what = auth.type === "none" ? "no key" : "its old key";
    return refused(401, `${id} sent ${what}, which was good until ${rotation.until}`);
  }

  return async (station: Station, arrival: Arrival): Promise<Verdict> => {
    try {
      return await judge(station, arrival);
    } catch (error) {
      if (!(error instanceof TooMany)) throw error;
      return { ok: false, status: 429, reason: error.message };
    }
  };
}

export type Judge = ReturnType<typeof judging>;
