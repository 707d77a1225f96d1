import { getLogger } from "@logtape/logtape";
import { StoreClosed } from "../../kv/errors.ts";
import type { Store } from "../../kv/mod.ts";
import type { Clock } from "../clock.ts";
import { inTurn } from "../in_turn.ts";
import type { Journal } from "../journal.ts";
import type { Rollup } from "../model/rollup.ts";
import { stepped, withValue } from "./draft.ts";
import { peakWithin } from "./peaks.ts";
import { monthOf, QUARTERS } from "./quarter.ts";
import { planned, type RollupId, type Step } from "./steps.ts";

const log = getLogger(["kvolt", "analytics"]);
/** Changes in one commit, and rollups that they touch: a commit takes 500 keys. */
const MOST_CHANGES = 100;
const MOST_ROLLUPS = 390;
/** What ends within this time is counted together, unless somebody asks before. */
const WAIT_MS = 5_000;

/** One rollup with what it has to take. */
interface Touched {
  readonly id: RollupId;
  readonly steps: readonly Step[];
  rollup: Rollup;
}

/** Makes the changes of the rollups that wait, each once: they are removed in the commit that makes them. */
export function folding({ store, clock, journal }: {
  store: Store;
  clock: Clock;
  journal: Journal;
}) {
  const turn = inTurn();
  let cancel: (() => void) | undefined;

  async function touched(rollups: readonly (readonly Step[])[], of: Step["of"]) {
    const own = rollups.filter(([first]) => first!.of === of);
    const ids = own.map(([first]) => first!.id);
    const entries = await store[of === "day" ? "rollupDays" : "rollupMonths"].getMany(ids);
    return own.map((steps, i): Touched => ({
      ...{ id: ids[i]!, steps },
      rollup: stepped(entries[i]?.value ?? {}, steps),
    }));
  }

  /** Makes some of the changes that wait; false where there are none. */
  const fold = (): Promise<boolean> =>
    store.apply(async (change) => {
      // Written each time, so that of two instances one begins anew: KV Connect takes ten checks alone.
      const last = await store.meta.get("rollups");
      const { items } = await store.tallies.page([], { limit: MOST_CHANGES, reverse: false });
      const { taken, rollups } = planned(items, MOST_ROLLUPS);
      const upTo = taken.at(-1)?.key[1];
      if (upTo === undefined) return false;
      const days = await touched(rollups, "day");
      const months = await touched(rollups, "month");
      setPeaks(days, months);
      for (const { key } of taken) store.tallies.remove(change, [key[1] as string]);
      for (
        const [collection, some] of [[store.rollupDays, days], [
          store.rollupMonths,
          months,
        ]] as const
      ) {
        for (const { id, rollup } of some) {
          if (Object.keys(rollup).length > 0) collection.put(change, id, rollup);
          else collection.remove(change, id);
        }
      }
      if (last) store.meta.replace(change, last, upTo);
      else store.meta.create(change, ["rollups"], upTo);
      return true;
    });

  /** Makes all changes that wait, those of other instances too. */
  const settle = (): Promise<void> =>
    turn("rollups", async () => {
      while (await fold());
    });

  const unsubscribe = journal.subscribe(({ type }) => {
    if (type === "transaction.stopped") cancel ??= clock.after(WAIT_MS, later);
  });

  function later(): void {
    cancel = undefined;
    settle().catch((error) => {
      if (error instanceof StoreClosed) return;
      log.warn("the rollups were not brought up to date, and will be: {error}", { error });
    });
  }

  return {
    settle,
    stop(): void {
      unsubscribe();
      cancel?.();
    },
  };
}

/** A month says the highest peak of each of its days. */
function setPeaks(days: readonly Touched[], months: readonly Touched[]): void {
  const byId = new Map(months.map((touched) => [JSON.stringify(touched.id), touched]));
  for (const { id: [kind, day, name], steps, rollup } of days) {
    if (!steps.some(({ column }) => column === "peaks")) continue;
    const { month, date } = monthOf(day);
    const touched = byId.get(JSON.stringify([kind, month, name]))!;
    touched.rollup = withValue(touched.rollup, "peakW", date, peakWithin(rollup, 0, QUARTERS));
  }
}
