import type { Store } from "../../kv/mod.ts";
import type { Auditing } from "../audit/acting.ts";
import type { Clock } from "../clock.ts";
import type { Config } from "../config.ts";
import type { Findings } from "../findings.ts";
import type { CertificateRequest } from "../model/certificate.ts";
import type { OwnAuthority } from "./ca.ts";
import type { Issued } from "./issued.ts";
import { isOwnUse, namesOf } from "./names.ts";
import type { CertificateRequests } from "./requests.ts";
import { signCertificate } from "./sign.ts";
import { checkRequest } from "./signing_request.ts";

const DAY_MS = 86_400_000;
/** So many a day are signed without anybody's doing. */
const MOST_A_DAY = 10;

/** A request is not for kvolt's CA to sign; the message says why. */
export class Unsignable extends Error {
  override name = "Unsignable";
}

/** Signs requests with kvolt's own CA, and keeps what it signed before anybody is told. */
export function issuing({ store, clock, config, audit, findings, ca, issued, requests }: {
  store: Store;
  clock: Clock;
  config: Config;
  audit: Auditing;
  findings: Findings;
  ca: OwnAuthority;
  issued: Issued;
  requests: CertificateRequests;
}) {
  /** Whether kvolt's own answer to a request still holds. */
  async function isGood({ serial = "" }: CertificateRequest): Promise<boolean> {
    const own = (await store.issuedCertificates.get(serial))?.value;
    return own !== undefined && !own.revokedAt && Date.parse(own.expiresAt) > clock.now().getTime();
  }

  /**
   * The request with its certificate, undefined where there is none; throws Unsignable, SigningOff. What nobody
   * told kvolt to sign has a line of its own in the audit log.
   */
  async function issue(
    station: string,
    id: string,
    { byItself = false } = {},
  ): Promise<CertificateRequest | undefined> {
    const root = await ca.root();
    const done = await store.apply(async (change) => {
      const entry = await store.certificateRequests.get(station, id);
      const owner = (await store.stations.get(station))?.value;
      if (!entry || !owner) return undefined;
      // Whoever was away, and is signed for again, needs no second one.
      if (entry.value.state === "sent" && await isGood(entry.value)) {
        return { request: entry.value };
      }
      const { csr, use } = entry.value;
      if (!isOwnUse(use)) {
        return { refused: `a ${use} is for vehicles, which do not know kvolt's CA: send a chain` };
      }
      const checked = await change.once("check", () => checkRequest(csr, namesOf(owner)));
      if (!checked.ok) {
        const refused = `its request ${checked.reason}`;
        requests.refuse(change, entry, refused);
        return { refused };
      }
      const now = clock.now();
      const { pem, ...signed } = await change.once("sign", () =>
        signCertificate(root, {
          ...{ station, now, days: config.CERT_DAYS, publicKey: checked.publicKey },
          ...(checked.organization === undefined ? {} : { organization: checked.organization }),
        }));
      issued.add(change, { ...signed, station, request: id, issuedAt: now.toISOString() });
      const { reason: _, ...before } = entry.value;
      const { serial, expiresAt } = signed;
      const request: CertificateRequest = { ...before, state: "sent", chain: pem, serial };
      requests.keep(change, entry, request);
      change.record("certificate.issued", { serial, request: id, expiresAt }, station);
      if (byItself) {
        const by = { kind: "station", id: station, name: station } as const;
        const on = { request: id, serial };
        audit.note(change, { by, what: "certificate.issued", station, on }, "done");
      }
      return { request };
    });
    if (done?.refused) throw new Unsignable(done.refused);
    return done?.request;
  }

  /** Whether a station has had so many that it must be one that takes none, and asks for ever: it is a finding. */
  async function isHasty(station: string): Promise<boolean> {
    const { items } = await store.issuedByStation.page([station], { limit: MOST_A_DAY });
    const [oldest] = items.slice(MOST_A_DAY - 1);
    const hasty = oldest !== undefined &&
      Number(oldest.key[2]) > clock.now().getTime() - DAY_MS;
    if (hasty) {
      const text = `It asks for more than ${MOST_A_DAY} certificates a day; the next wait for you.`;
      await store.apply((change) => findings.add(change, station, "hasty-certificates", text));
    }
    return hasty;
  }

  return { issue, isGood, isHasty };
}

export type Issuing = ReturnType<typeof issuing>;
