import { AsyncLocalStorage } from "node:async_hooks";
import { monotonicFactory } from "ulid";
import type { Change } from "../../kv/change.ts";
import type { Store } from "../../kv/mod.ts";
import type { Clock } from "../clock.ts";
import type { Config } from "../config.ts";
import { expiry } from "../expiry.ts";
import { fit, fitJson } from "../fit.ts";
import type { Audited, Doer } from "../model/people.ts";
import { isSecretName, MASK, masked } from "./mask.ts";
import { auditLog } from "./read.ts";

const LONGEST = 8_000;
const LONGEST_OUTCOME = 500;

/** What somebody has begun to do. */
type Begun = Omit<Audited, "id" | "at" | "outcome">;

interface Act {
  entry: Audited;
  /** The outcome that is in the store; undefined while nothing is. */
  written?: string;
  over: boolean;
}

/** Parameters as they are kept; `on` may name a setting whose value is a secret. */
function kept(parameters: unknown, on: Audited["on"]): unknown {
  const hides = Object.values(on).some(isSecretName) && Object.hasOwn(Object(parameters), "value");
  return fitJson(masked(hides ? { ...Object(parameters), value: MASK } : parameters), LONGEST);
}

const acts = new AsyncLocalStorage<Act>();

/** Who is at work here; undefined where nobody asked for it. */
export const actingFor = (): Doer | undefined => acts.getStore()?.entry.by;

/** Says what came of the act that is at work here; the next change under it writes it. */
export function cameTo(outcome: string): void {
  const act = acts.getStore();
  if (act && !act.over) act.entry = { ...act.entry, outcome: fit(outcome, LONGEST_OUTCOME) };
}

/** The audit log as it is written: with each change that is made for somebody goes the line that says so. */
export function auditing({ store, clock, config }: { store: Store; clock: Clock; config: Config }) {
  const ulid = monotonicFactory();

  function line(begun: Begun, outcome: string): Audited {
    const now = clock.now();
    const parameters = begun.parameters === undefined
      ? {}
      : { parameters: kept(begun.parameters, begun.on) };
    return {
      ...{ id: ulid(now.getTime()), at: now.toISOString() },
      ...begun,
      ...parameters,
      outcome: fit(outcome, LONGEST_OUTCOME),
    };
  }

  const put = (change: Change, entry: Audited): void =>
    store.audit.put(change, [entry.id], entry, expiry(clock, config.AUDIT_DAYS));

  store.alongside((change) => {
    const act = acts.getStore();
    if (!act || act.over) return;
    put(change, act.entry);
    act.written = act.entry.outcome;
  });

  return {
    ...auditLog(store),
    /** Adds a line of its own to a change, for what nobody asked for over HTTP. */
    note: (change: Change, begun: Begun, outcome: string): void =>
      put(change, line(begun, outcome)),
    /**
     * Does something for somebody: each change it makes carries the line that says so, and what fails leaves one
     * too. `work` says with its argument what exactly was asked for; `failed` tells why not, in one line.
     */
    async act<T>(
      begun: Begun,
      work: (said: (parameters: unknown) => void) => Promise<T>,
      failed: (error: unknown) => string,
    ): Promise<T> {
      const act: Act = { entry: line(begun, "done"), over: false };
      return await acts.run(act, async () => {
        try {
          return await work((parameters) => {
            act.entry = { ...act.entry, parameters: kept(parameters, begun.on) };
          });
        } catch (error) {
          cameTo(failed(error));
          throw error;
        } finally {
          act.over = true;
          const { entry, written } = act;
          if (written !== entry.outcome) {
            await store.apply((change) => Promise.resolve(put(change, entry)));
          }
        }
      });
    },
  };
}

export type Auditing = ReturnType<typeof auditing>;
