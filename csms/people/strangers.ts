import { getLogger } from "@logtape/logtape";
import type { Store } from "../../kv/mod.ts";
import type { Auditing } from "../audit/acting.ts";
import type { Clock } from "../clock.ts";
import { Bucket } from "../floods/bucket.ts";
import { originOf } from "../floods/origin.ts";
import { Recent } from "../floods/recent.ts";

const log = getLogger(["kvolt", "people"]);
/** Lines for one address, and for all of them. */
const ONE = { count: 1, seconds: 60 };
const ALL = { count: 60, seconds: 60 };
const MOST = 10_000;

/** Programs that show a token which is none: the audit log has a line for each address, once a minute at most. */
export function strangers(
  { store, clock, audit }: { store: Store; clock: Clock; audit: Auditing },
) {
  const all = new Bucket(ALL);
  const each = new Recent<Bucket>(MOST);

  return async function tokenRefused(address: string, path: string): Promise<void> {
    const now = clock.now().getTime();
    const own = each.of(originOf(address), () => new Bucket(ONE));
    if (!own.take(now) || !all.take(now)) return;
    const by = { kind: "address", id: address, name: address } as const;
    const begun = { by, address, what: "token", on: { path: path.slice(0, 200) } };
    try {
      await store.apply((change) => Promise.resolve(audit.note(change, begun, "refused")));
    } catch (error) {
      log.warn("a token that was refused could not be written: {error}", { error });
    }
  };
}
