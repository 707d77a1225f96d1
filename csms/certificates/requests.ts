import { monotonicFactory } from "ulid";
import type { Change } from "../../kv/change.ts";
import type { Entry } from "../../kv/collection.ts";
import type { Store } from "../../kv/mod.ts";
import type { Clock } from "../clock.ts";
import type { AskOptions, Commands } from "../commands.ts";
import type { Config } from "../config.ts";
import { expiry } from "../expiry.ts";
import { fit } from "../fit.ts";
import type { CertificateRequest } from "../model/certificate.ts";
import type { Outcome } from "../verbs.ts";

/** Certificates that stations want for themselves (2.x part 2, A02; security whitepaper, A02). */
export function certificateRequests({ store, clock, config, commands }: {
  store: Store;
  clock: Clock;
  config: Config;
  commands: Commands;
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

  return {
    /** Keeps a request as pending. */
    requested(
      change: Change,
      station: string,
      { csr, use, requestId }: Pick<CertificateRequest, "csr" | "use" | "requestId">,
    ): void {
      const now = clock.now();
      const id = ulid(now.getTime());
      const request: CertificateRequest = {
        ...{ station, id, csr: fit(csr), state: "pending", at: now.toISOString() },
        ...(use === undefined ? {} : { use }),
        ...(requestId === undefined ? {} : { requestId }),
      };
      store.certificateRequests.put(change, [station, id], request, until());
      change.record("certificate.requested", { request: id }, station);
    },
    /** Sends the chain that answers a request, in PEM; undefined where there is no such request. */
    async sign(
      station: string,
      id: string,
      chain: string,
      options: AskOptions = {},
    ): Promise<Outcome | undefined> {
      const request = await store.apply(async (change) => {
        const entry = await store.certificateRequests.get(station, id);
        if (!entry) return undefined;
        const sent: CertificateRequest = { ...entry.value, state: "sent", chain };
        store.certificateRequests.replace(change, entry, sent, until());
        return sent;
      });
      if (!request) return undefined;
      const { use, requestId } = request;
      const args = {
        chain,
        ...(use === undefined ? {} : { use }),
        ...(requestId === undefined ? {} : { requestId }),
      };
      return await commands.ask(station, "certificateSigned", args, options);
    },
    /** Keeps what a station said to a chain. */
    async answered(
      change: Change,
      station: string,
      { accepted, ...sent }: { accepted: boolean; chain: string; use?: string; requestId?: number },
    ): Promise<void> {
      const entry = await meant(station, sent);
      if (!entry) return;
      const state = accepted ? "signed" : "refused";
      const answeredAt = clock.now().toISOString();
      const request: CertificateRequest = { ...entry.value, state, chain: sent.chain, answeredAt };
      store.certificateRequests.replace(change, entry, request, until());
      change.record("certificate.answered", { request: request.id, state }, station);
    },
    page: (station: string, options: { limit: number; cursor?: string }) =>
      store.certificateRequests.page([station], options),
  };
}
