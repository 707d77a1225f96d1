import type { Store } from "../../kv/mod.ts";
import type { Clock } from "../clock.ts";
import type { Commands } from "../commands.ts";
import type { Config } from "../config.ts";
import type { Links } from "../links.ts";
import { installedCertificates } from "./installed.ts";
import { pki } from "./pki.ts";
import { certificateRequests } from "./requests.ts";

/** The certificates of stations: those they hold, those they want, and what they ask about others. */
export function certificateRules(base: {
  store: Store;
  clock: Clock;
  config: Config;
  links: Links;
  commands: Commands;
}) {
  return {
    installed: installedCertificates(base),
    requests: certificateRequests(base),
    pki: pki(base),
  };
}
