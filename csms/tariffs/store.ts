import type { Change } from "../../kv/change.ts";
import type { Entry } from "../../kv/collection.ts";
import type { Store } from "../../kv/mod.ts";
import type { Clock } from "../clock.ts";
import type { Transaction } from "../model.ts";
import type { CostAccount, Tariff, TariffAssignment } from "../model/tariff.ts";
import { tokenKey } from "../tokens/store.ts";
import { openAccount } from "./accrue.ts";
import { charged } from "./charged.ts";

/** For whom, or where, a tariff holds: for a token, at a station or one EVSE of it, or by default. */
type Holder = Pick<TariffAssignment, "token" | "station" | "evse">;
type Key = [kind: "token" | "station" | "default", name: string, evse: number];

function keyOf({ token, station, evse = 0 }: Holder): Key {
  if (token !== undefined) return ["token", tokenKey(token), 0];
  return station !== undefined ? ["station", station, evse] : ["default", "", 0];
}

/** The tariffs that an operator has made, and where each holds. */
export function tariffs({ store, clock }: { store: Store; clock: Clock }) {
  async function* assignmentsOf(id: string): AsyncGenerator<Entry<TariffAssignment>> {
    for await (const entry of store.tariffAssignments.each([])) {
      if (entry.value.tariff === id) yield entry;
    }
  }

  function written(change: Change, tariff: Omit<Tariff, "changedAt">): Tariff {
    const kept = { ...tariff, changedAt: clock.now().toISOString() };
    store.tariffs.put(change, [tariff.id], kept);
    change.record("tariff.changed", { tariff: tariff.id });
    return kept;
  }

  /** The tariff that holds: of the token, else of the EVSE, else of its station, else the default. */
  async function holding(start: { station: string; evse: number; token: string }) {
    const { station, evse, token } = start;
    const keys = [{ token }, { station, evse }, { station }, {}].map(keyOf);
    const found = (await store.tariffAssignments.getMany(keys)).find((entry) => entry !== null);
    return found && (await store.tariffs.get(found.value.tariff))?.value;
  }

  return {
    /** The tariff that a token has of its own. */
    async ofToken(token: string): Promise<Tariff | undefined> {
      const entry = await store.tariffAssignments.get(...keyOf({ token }));
      return entry ? (await store.tariffs.get(entry.value.tariff))?.value : undefined;
    },
    get: async (id: string) => (await store.tariffs.get(id))?.value,
    page: (options: { limit: number; cursor?: string }) =>
      store.tariffs.page([], { ...options, reverse: false }),
    /** The id of the tariff that holds where no other does. */
    byDefault: async (): Promise<string | undefined> =>
      (await store.tariffAssignments.get(...keyOf({})))?.value.tariff,
    /** Makes a new one; undefined where there is one of that id. */
    create: (tariff: Omit<Tariff, "changedAt">): Promise<Tariff | undefined> =>
      store.apply(async (change) => {
        if (await store.tariffs.get(tariff.id)) return undefined;
        store.tariffs.absent(change, [tariff.id]);
        return written(change, tariff);
      }),
    /** Creates or replaces one; transactions that run go on with what they began with. */
    put: (tariff: Omit<Tariff, "changedAt">): Promise<Tariff> =>
      store.apply((change) => Promise.resolve(written(change, tariff))),
    /** Removes one and its assignments; false where there is none. */
    remove: (id: string): Promise<boolean> =>
      store.apply(async (change) => {
        const entry = await store.tariffs.get(id);
        if (!entry) return false;
        store.tariffs.removeEntry(change, entry);
        for await (const assignment of assignmentsOf(id)) {
          store.tariffAssignments.remove(change, keyOf(assignment.value));
        }
        change.record("tariff.removed", { tariff: id });
        return true;
      }),
    assignments: (options: { limit: number; cursor?: string }) =>
      store.tariffAssignments.page([], { ...options, reverse: false }),
    /** Lets a tariff hold, in place of the one that did; undefined where there is no such tariff. */
    assign: (tariff: string, holder: Holder): Promise<TariffAssignment | undefined> =>
      store.apply(async (change) => {
        const entry = await store.tariffs.get(tariff);
        if (!entry) return undefined;
        change.checks.push({ key: entry.key, versionstamp: entry.versionstamp });
        const assignment = { ...holder, tariff, changedAt: clock.now().toISOString() };
        store.tariffAssignments.put(change, keyOf(holder), assignment);
        change.record("tariff.assigned", assignment);
        return assignment;
      }),
    /** Ends an assignment; false where there is none. */
    unassign: (holder: Holder): Promise<boolean> =>
      store.apply(async (change) => {
        const entry = await store.tariffAssignments.get(...keyOf(holder));
        if (!entry) return false;
        store.tariffAssignments.removeEntry(change, entry);
        return true;
      }),
    /** Opens the account of a transaction that begins; nothing where no tariff holds. */
    async opening(
      start: { station: string; evse: number; token: string; at: Date },
    ): Promise<{ account?: CostAccount }> {
      const tariff = await holding(start);
      return tariff ? { account: openAccount(tariff, start.at.getTime()) } : {};
    },
    /** The transaction under the tariff of who it is of, once that is told; counted from its start. */
    async presented(transaction: Transaction): Promise<Transaction> {
      const { account, startedAt } = transaction;
      const tariff = await holding(transaction);
      if (!tariff || account?.earlier || account?.tariff.id === tariff.id) return transaction;
      return charged({ ...transaction, account: openAccount(tariff, Date.parse(startedAt)) });
    },
  };
}

export type Tariffs = ReturnType<typeof tariffs>;
