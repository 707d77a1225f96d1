import { getLogger } from "@logtape/logtape";
import type { Store } from "../../kv/mod.ts";
import type { AskOptions, Commands } from "../commands.ts";
import { inTurn } from "../in_turn.ts";
import type { Journal } from "../journal.ts";
import type { CertificateRequest } from "../model/certificate.ts";
import type { Outcome } from "../verbs.ts";
import type { OwnAuthority } from "./ca.ts";
import type { Issued } from "./issued.ts";
import type { Issuing } from "./issuing.ts";
import { isOwnUse } from "./names.ts";
import type { CertificateRequests } from "./requests.ts";

const log = getLogger(["kvolt", "certificates"]);
/** Of a station that connects, so many of its latest requests are looked at. */
const LATEST = 20;

/**
 * Answers what stations ask to have signed, with a chain of the operator's or with a certificate of kvolt's own CA.
 * What a station did not get before the connection or kvolt ended, it gets when it connects again.
 */
export function signing(
  { store, commands, journal, ca, issued, requests, issuing: { issue, isGood, isHasty } }: {
    store: Store;
    commands: Commands;
    journal: Journal;
    ca: OwnAuthority;
    issued: Issued;
    requests: CertificateRequests;
    issuing: Issuing;
  },
) {
  const oneByOne = inTurn();

  /** Makes a chain of the operator's the answer to a request. */
  function answer(
    station: string,
    id: string,
    chain: string,
  ): Promise<CertificateRequest | undefined> {
    return store.apply(async (change) => {
      const entry = await store.certificateRequests.get(station, id);
      if (!entry) return undefined;
      const { reason: _, serial: __, ...before } = entry.value;
      const request: CertificateRequest = { ...before, state: "sent", chain };
      requests.keep(change, entry, request);
      return request;
    });
  }

  async function deliver(
    { station, chain = "", use, requestId }: CertificateRequest,
    options?: AskOptions,
  ): Promise<Outcome> {
    const args = {
      chain,
      ...(use === undefined ? {} : { use }),
      ...(requestId === undefined ? {} : { requestId }),
    };
    try {
      return await commands.ask(station, "certificateSigned", args, options);
    } catch (error) {
      const { name, message } = error as Error;
      if (name === "CallError" || name === "Unsupported") {
        const reason = `the station answered with an error: ${message}`;
        const answer = { accepted: false, reason, ...args };
        await store.apply((change) => requests.answered(change, station, answer));
      }
      throw error;
    }
  }

  /** Whether kvolt may sign for a station without being told to. */
  async function isAutomatic(station: string): Promise<boolean> {
    return ca.on && (await store.stations.get(station))?.value.settings.signing === "automatic";
  }

  /** Goes on with a request: signs it where that needs nobody, and sends what was signed and not answered. */
  async function goOn(station: string, id: string): Promise<void> {
    const now = (await store.certificateRequests.get(station, id))?.value;
    const signs = now?.state === "pending" && isOwnUse(now.use) && await isAutomatic(station) &&
      !await isHasty(station);
    const request = signs ? await issue(station, id, { byItself: true }) : now;
    if (request?.state !== "sent") return;
    if (request.serial === undefined || await isGood(request)) await deliver(request);
  }

  /** Goes on with the latest request of each use; those before it are out of date. */
  async function resume(station: string): Promise<void> {
    const { items } = await store.certificateRequests.page([station], { limit: LATEST });
    const uses = new Set<string | undefined>();
    for (const { value: { id, use } } of items) {
      if (!uses.has(use)) await oneByOne(station, () => goOn(station, id));
      uses.add(use);
    }
  }

  function alone(station: string, work: Promise<void>): void {
    work.catch((error) =>
      log.warn("the certificate of {station} has to wait: {error}", { station, error })
    );
  }

  const stop = journal.subscribe(({ type, station }) => {
    if (station === undefined) return;
    if (type === "station.connected") alone(station, resume(station));
    if (type !== "station.removed") return;
    alone(station, issued.revokeAll(station, "cessationOfOperation"));
  });

  return {
    /** Signs and sends what was just asked for, where that needs nobody; nobody waits for it. */
    goOnSoon: (station: string, id: string): void =>
      alone(station, oneByOne(station, () => goOn(station, id))),
    /**
     * Sends the answer to a request: a chain in PEM, or a certificate that kvolt signs where none is given. Undefined
     * where there is no such request; rejects with Unsignable, SigningOff, or as `ask` does.
     */
    sign: (
      station: string,
      id: string,
      chain?: string,
      options?: AskOptions,
    ): Promise<Outcome | undefined> =>
      oneByOne(station, async () => {
        const request =
          await (chain === undefined ? issue(station, id) : answer(station, id, chain));
        return request && await deliver(request, options);
      }),
    stop,
  };
}
