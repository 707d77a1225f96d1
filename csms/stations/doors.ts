import type { Store } from "../../kv/mod.ts";
import type { Auditing } from "../audit/acting.ts";
import type { Clock } from "../clock.ts";
import type { Commands } from "../commands.ts";
import type { Config } from "../config.ts";
import type { Links } from "../links.ts";
import { admission } from "./admission.ts";
import type { Dismissals } from "./dismissals.ts";
import { editing } from "./edit.ts";
import { identities } from "./identities.ts";
import { judging } from "./judge.ts";
import { rotating } from "./rotation.ts";
import { secrets as newSecrets } from "./secrets.ts";

/** Who a station is, what it shows for it, and whether it is let in. */
export function doors({ store, clock, config, links, dismissals, commands, audit }: {
  store: Store;
  clock: Clock;
  config: Config;
  links: Links;
  dismissals: Dismissals;
  commands: Commands;
  audit: Auditing;
}) {
  const edit = editing({ store });
  const secrets = newSecrets(config.SECRET_KEY);
  const judge = judging({ clock, secrets });
  return {
    ...admission({ store, clock, config, judge, edit, audit }),
    ...identities({ edit, dismissals, secrets }),
    ...rotating({ clock, links, commands, edit }),
  };
}
