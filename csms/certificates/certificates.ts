import type { Store } from "../../kv/mod.ts";
import type { Auditing } from "../audit/acting.ts";
import type { Clock } from "../clock.ts";
import type { Commands } from "../commands.ts";
import type { Config } from "../config.ts";
import type { Findings } from "../findings.ts";
import type { Journal } from "../journal.ts";
import type { Links } from "../links.ts";
import type { Dismissals } from "../stations/dismissals.ts";
import { ownAuthority } from "./ca.ts";
import { watchingExpiry } from "./expiring.ts";
import { installedCertificates } from "./installed.ts";
import { issuedCertificates } from "./issued.ts";
import { issuing } from "./issuing.ts";
import { pki } from "./pki.ts";
import { certificateRequests } from "./requests.ts";
import { signing } from "./signing.ts";

/** The certificates of stations: those they hold, those they want, those kvolt has signed, and what they ask about others. */
export function certificateRules(base: {
  store: Store;
  clock: Clock;
  config: Config;
  links: Links;
  dismissals: Dismissals;
  commands: Commands;
  journal: Journal;
  audit: Auditing;
  findings: Findings;
}) {
  const ca = ownAuthority(base);
  const issued = issuedCertificates({ ...base, ca });
  const requests = certificateRequests({ ...base, ca });
  const { sign, goOnSoon, stop } = signing({
    ...{ ...base, ca, issued, requests },
    issuing: issuing({ ...base, ca, issued, requests }),
  });
  const unwatch = watchingExpiry(base);
  return {
    installed: installedCertificates(base),
    requests: { ...requests, sign, goOnSoon },
    pki: pki(base),
    ca,
    issued,
    /** Whether kvolt has taken back a certificate, by its number in hex and its issuer as a distinguished name. */
    revoked: issued.revoked,
    stop(): void {
      stop();
      unwatch();
    },
  };
}
