import { getLogger } from "@logtape/logtape";
import { StoreClosed } from "../../kv/errors.ts";
import type { Store } from "../../kv/mod.ts";
import type { Clock } from "../clock.ts";
import { inTurn } from "../in_turn.ts";
import type { Journal } from "../journal.ts";
import type { Rollup, Span, TallyChange } from "../model/rollup.ts";
import { stepped, withValue } from "./draft.ts";
import { peakWithin } from "./peaks.ts";
import { monthOf, QUARTERS, yearOf } from "./quarter.ts";
import { rollupsOf } from "./rollups.ts";
import { planned, type RollupId, type Step } from "./steps.ts";

const log = getLogger(["kvolt", "analytics"]);
/** Changes that are looked at for one commit; those of one station change the same rollups. */
const LOOKED_AT = 1_000;
/** What a commit writes at most: it takes 500 keys, of which rollups are the large ones. */
const MOST = { rollups: 390, keys: 490 };
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

  const collections = rollupsOf(store);

  async function touched(rollups: readonly (readonly Step[])[], of: Span): Promise<Touched[]> {
    const own = rollups.filter(([first]) => first!.of === of);
    const ids = own.map(([first]) => first!.id);
    const entries = await collections[of].getMany(ids);
    return own.map((steps, i) => ({
      ...{ id: ids[i]!, steps },
      rollup: stepped(entries[i]?.value ?? {}, steps),
    }));
  }

  /** Makes some of the changes that wait; false where there are none. */
  const fold = (): Promise<boolean> =>
    store.apply(async (change) => {
      // Written each time, so that of two instances one begins anew: KV Connect takes ten checks alone.
      const last = await store.meta.get("rollups");
      const { items } = await store.tallies.page([], { limit: LOOKED_AT, reverse: false });
      const { taken, rollups } = planned(byStation(items), MOST);
      const upTo = taken.at(-1)?.key[1];
      if (upTo === undefined) return false;
      const [day, month, year] = await Promise.all([
        ...[touched(rollups, "day"), touched(rollups, "month"), touched(rollups, "year")],
      ]) as [Touched[], Touched[], Touched[]];
      setPeaks(day, month, year);
      for (const [of, some] of Object.entries({ day, month, year })) {
        const collection = collections[of as Span];
        for (const { id, rollup } of some) {
          if (Object.keys(rollup).length > 0) collection.put(change, id, rollup);
          else collection.remove(change, id);
        }
      }
      for (const { key } of taken) store.tallies.remove(change, [key[1] as string]);
      if (last) store.meta.replace(change, last, upTo);
      else store.meta.create(change, ["rollups"], upTo);
      return true;
    });

  /** Makes all changes that wait, those of other instances too. */
  function settle(): Promise<void> {
    cancel?.();
    cancel = undefined;
    return turn("rollups", async () => {
      while (await fold());
    });
  }

  const unsubscribe = journal.subscribe(({ type }) => {
    if (type === "transaction.stopped") cancel ??= clock.after(WAIT_MS, later);
  });

  function later(): void {
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

function byStation<E extends { readonly value: TallyChange }>(entries: readonly E[]): readonly E[] {
  const stationOf = ({ value: { plus, minus } }: E) => (plus ?? minus)!.station;
  return [...Map.groupBy(entries, stationOf).values()].flat();
}

/** A month says the highest peak of each of its days, and a year that of each of its months. */
function setPeaks(
  days: readonly Touched[],
  months: readonly Touched[],
  years: readonly Touched[],
): void {
  for (const { id: [kind, day, name], steps, rollup } of days) {
    if (!steps.some(({ column }) => column === "peaks")) continue;
    const { month, date } = monthOf(day);
    const ofMonth = find(months, [kind, month, name]);
    ofMonth.rollup = withValue(ofMonth.rollup, "peakW", date, peakWithin(rollup, 0, QUARTERS));
    const { year, place } = yearOf(month);
    const ofYear = find(years, [kind, year, name]);
    const highest = Math.max(0, ...Object.values(ofMonth.rollup.peakW ?? {}));
    ofYear.rollup = withValue(ofYear.rollup, "peakW", place, highest);
  }
}

function find(all: readonly Touched[], id: RollupId): Touched {
  return all.find((touched) => touched.id.every((part, i) => part === id[i]))!;
}
