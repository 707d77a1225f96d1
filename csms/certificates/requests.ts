import { monotonicFactory } from "ulid";
import type { Change } from "../../kv/change.ts";
import type { Entry } from "../../kv/collection.ts";
import type { Store } from "../../kv/mod.ts";
import type { Clock } from "../clock.ts";
import type { Config } from "../config.ts";
import { expiry } from "../expiry.ts";
import { fit } from "../fit.ts";
import type { CertificateRequest } from "../model/certificate.ts";
import type { OwnAuthority } from "./ca.ts";
import { EXPIRES } from "./expiring.ts";
import { isOwnUse, namesOf } from "./names.ts";
import { checkRequest } from "./signing_request.ts";

/** A station takes 512 characters (2.0.1 part 2, StatusInfoType). */
const LONGEST_REASON = 450;

type Said = Pick<CertificateRequest, "csr" | "use" | "requestId">;

/** Why a request is not taken, as a code of 2.x and in words. */
interface Refusal {
  readonly code: "NotEnabled" | "InvalidCSR";
  readonly reason: string;
}

interface Taken {
  readonly id: string;
  readonly refused?: Refusal;
}

/** Certificates that stations want for themselves (2.x part 2, A02 and A03; security whitepaper, the same). */
export function certificateRequests({ store, clock, config, ca }: {
  store: Store;
  clock: Clock;
  config: Config;
  ca: OwnAuthority;
}) {
  const ulid = monotonicFactory();
  const until = () => expiry(clock, config.AUDIT_DAYS);

  /** The request that a chain is for: the one it was sent for, else by number, else the latest of its use. */
  async function meant(
    station: string,
    { chain, use, requestId }: { chain: string; use?: string; requestId?: number },
  ): Promise<Entry<CertificateRequest> | undefined> {
    let latest: Entry<CertificateRequest> | undefined;
    for await (const entry of store.certificateRequests.each([station])) {
      const { value } = entry;
      if (value.state === "sent" && value.chain === chain) return entry;
      if (value.state !== "pending") continue;
      if (requestId === undefined ? value.use === use : value.requestId === requestId) {
        latest = entry;
      }
    }
    return latest;
  }

  /** Why kvolt is not going to sign a request, where that is plain at once. */
  async function refusal(id: string, { csr, use }: Said): Promise<Refusal | undefined> {
    const station = (await store.stations.get(id))?.value;
    const signing = station?.settings.signing;
    if (signing === "never") {
      return { code: "NotEnabled", reason: "its settings say that nothing is signed for it" };
    }
    if (!station || signing !== "automatic" || !ca.on || !isOwnUse(use)) return undefined;
    const checked = await checkRequest(csr, namesOf(station));
    if (checked.ok) return undefined;
    return { code: "InvalidCSR", reason: fit(`its request ${checked.reason}`, LONGEST_REASON) };
  }

  /** Writes a request over what it was. */
  function keep(change: Change, entry: Entry<CertificateRequest>, value: CertificateRequest): void {
    store.certificateRequests.replace(change, entry, value, until());
  }

  return {
    keep,
    /** Keeps that kvolt does not sign a request, and why. */
    refuse(change: Change, entry: Entry<CertificateRequest>, reason: string): void {
      const { station, id } = entry.value;
      const kept = fit(reason, LONGEST_REASON);
      keep(change, entry, { ...entry.value, state: "refused", reason: kept });
      change.record("certificate.refused", { request: id, reason: kept }, station);
    },
    /** Keeps a request, under an id; where it is not taken, gives why too. */
    async requested(change: Change, station: string, said: Said): Promise<Taken> {
      const { csr, use, requestId } = said;
      const now = clock.now();
      const id = ulid(now.getTime());
      const refused = await change.once("signing request", () => refusal(station, said));
      const request: CertificateRequest = {
        ...{ station, id, csr: fit(csr), at: now.toISOString() },
        ...(refused ? { state: "refused", reason: refused.reason } : { state: "pending" }),
        ...(use === undefined ? {} : { use }),
        ...(requestId === undefined ? {} : { requestId }),
      };
      store.certificateRequests.put(change, [station, id], request, until());
      if (refused) {
        const { reason } = refused;
        change.record("certificate.refused", { request: id, reason }, station);
      } else change.record("certificate.requested", { request: id }, station);
      return refused ? { id, refused } : { id };
    },
    /** Keeps what a station said to a chain; `reason` is why it did not take it. */
    async answered(
      change: Change,
      station: string,
      { accepted, reason, ...sent }: {
        accepted: boolean;
        reason?: string;
        chain: string;
        use?: string;
        requestId?: number;
      },
    ): Promise<void> {
      const entry = await meant(station, sent);
      if (!entry) return;
      const state = accepted ? "signed" : "refused";
      const answeredAt = clock.now().toISOString();
      const { reason: _, ...before } = entry.value;
      const why = reason === undefined ? {} : { reason: fit(reason, LONGEST_REASON) };
      keep(change, entry, { ...before, state, ...why, chain: sent.chain, answeredAt });
      // It has a new one now.
      if (accepted) store.findings.remove(change, [station, EXPIRES]);
      change.record("certificate.answered", { request: before.id, state }, station);
    },
    page: (station: string, options: { limit: number; cursor?: string }) =>
      store.certificateRequests.page([station], options),
  };
}

export type CertificateRequests = ReturnType<typeof certificateRequests>;
