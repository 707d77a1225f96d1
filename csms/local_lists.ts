import type { Change } from "../kv/change.ts";
import type { Store } from "../kv/mod.ts";
import type { Clock } from "./clock.ts";
import type { AskOptions, Commands } from "./commands.ts";
import { listLimits, portions, type Told } from "./list_portions.ts";
import type { ListEntry } from "./model.ts";
import { tokenKey } from "./tokens/store.ts";
import type { Outcome } from "./verbs.ts";

/** Entries written in one commit. */
const PER_COMMIT = 200;

/** The local authorization list of each station, as it accepted it. */
export function localLists({ store, clock, commands, limits }: {
  store: Store;
  clock: Clock;
  commands: Commands;
  limits?: Told;
}) {
  const limitsOf = listLimits(store, limits);

  async function entries(station: string): Promise<ListEntry[]> {
    const found: ListEntry[] = [];
    for await (const { value } of store.localListEntries.each([station])) found.push(value);
    return found;
  }

  return {
    entries,
    page: (station: string, options: { limit: number; cursor?: string }) =>
      store.localListEntries.page([station], { ...options, reverse: false }),
    of: async (station: string) => (await store.localLists.get(station))?.value,
    /** Keeps an update that a station accepted; an entry without a status takes a token off (1.6 §6.46). */
    async accepted(
      change: Change,
      station: string,
      update: { version: number; update: "Full" | "Differential"; entries: readonly ListEntry[] },
    ): Promise<void> {
      const next = new Map<string, ListEntry | undefined>();
      const before = await entries(station);
      if (update.update === "Full") {
        for (const { token } of before) next.set(tokenKey(token), undefined);
      }
      for (const entry of update.entries) {
        next.set(tokenKey(entry.token), entry.status ? entry : undefined);
      }
      const had = new Set(before.map(({ token }) => tokenKey(token)));
      for (const [key, entry] of next) entry ? had.add(key) : had.delete(key);
      await writeAll(change, station, [...next]);
      const changedAt = clock.now().toISOString();
      const list = { station, version: update.version, size: had.size, changedAt };
      store.localLists.put(change, [station], list);
      change.record("list.changed", { version: update.version }, station);
    },
    /** Keeps the version that a station says it has, where it is another than we thought. */
    async versioned(change: Change, station: string, version: number): Promise<void> {
      const known = await store.localLists.get(station);
      if (known?.value.version === version) return;
      const changedAt = clock.now().toISOString();
      const size = known?.value.size ?? 0;
      store.localLists.put(change, [station], { station, version, size, changedAt });
    },
    /** Sends a list in the next version; with `Differential` only what differs from what it has. */
    async send(
      station: string,
      wanted: readonly ListEntry[],
      update: "Full" | "Differential",
      options: AskOptions = {},
    ): Promise<Outcome & { version: number }> {
      // A station without a list says -1; 0 would say that the list is empty (1.6 §5.10).
      const last = (await store.localLists.get(station))?.value.version ?? 0;
      let version = Math.max(0, last);
      const changes = update === "Full" ? wanted : differences(await entries(station), wanted);
      let outcome: Outcome | undefined;
      for (const entries of portions(changes, await limitsOf(station))) {
        // What does not fit in one message follows as changes to the first (D01).
        const kind = outcome ? "Differential" : update;
        const next = { version: version + 1, update: kind, entries };
        outcome = await commands.ask(station, "sendList", next, options);
        if (!outcome.accepted) return { ...outcome, version: version + 1 };
        version++;
      }
      return { ...outcome!, version };
    },
  };

  /** Long lists are written in parts, the last of them with the version. */
  async function writeAll(
    change: Change,
    station: string,
    parts: [string, ListEntry | undefined][],
  ): Promise<void> {
    const write = (into: Change, some: [string, ListEntry | undefined][]) => {
      for (const [key, entry] of some) {
        if (entry) store.localListEntries.put(into, [station, key], entry);
        else store.localListEntries.remove(into, [station, key]);
      }
    };
    let from = 0;
    for (; parts.length - from > PER_COMMIT; from += PER_COMMIT) {
      const some = parts.slice(from, from + PER_COMMIT);
      await store.apply((ahead) => Promise.resolve(write(ahead, some)));
    }
    write(change, parts.slice(from));
  }
}

/** The entries that turn one list into another: those that differ, and bare tokens to take off. */
export function differences(have: readonly ListEntry[], want: readonly ListEntry[]): ListEntry[] {
  const had = new Map(have.map((entry) => [tokenKey(entry.token), entry]));
  const wanted = new Map(want.map((entry) => [tokenKey(entry.token), entry]));
  // Where nobody says what kind a token is, it stays what it was.
  const alike = (type?: string, other = type) => (type ?? other) === other;
  const same = (one: ListEntry, other?: ListEntry) =>
    other !== undefined && one.status === other.status && one.parent === other.parent &&
    alike(one.type, other.type) && one.expiresAt === other.expiresAt;
  const changed = [...wanted].filter(([key, entry]) => !same(entry, had.get(key)));
  const gone = [...had].filter(([key]) => !wanted.has(key));
  return [
    ...changed.map(([, entry]) => entry),
    ...gone.map(([, { token, type }]) => (type ? { token, type } : { token })),
  ];
}
