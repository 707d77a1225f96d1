import type { Change } from "../../kv/change.ts";
import type { Store } from "../../kv/mod.ts";
import { isSecretName, MASK } from "../audit/mask.ts";
import type { Clock } from "../clock.ts";
import type { ConfigurationKey } from "../model.ts";
import { roomFor } from "../room.ts";
import type { ReportedKey } from "../verbs.ts";
import { type Deferred, writtenInPieces } from "./pieces.ts";

/** Keys of one station that are kept; a large one of 2.x has some thousands. */
export const MOST_KEYS = 10_000;

/** Key names compare without case: stations change it (quirk 21). */
const keyOf = (key: string): string => key.trim().toLowerCase();

/** Values compare as stations mean them: blanks and quotes around lists, the case of booleans. */
export function sameValue(one: string | undefined, other: string | undefined): boolean {
  const plain = (text = "") =>
    text.replace(/^"(.*)"$/s, "$1").split(",").map((part) => part.trim()).join(",")
      .replace(/^(true|false)$/i, (word) => word.toLowerCase());
  return plain(one) === plain(other);
}

/** Whether a key is not as it should be, so far as is known. */
export function differs({ desired, value, taken }: ConfigurationKey): boolean {
  if (desired === undefined || (taken && value === undefined)) return false;
  return !sameValue(desired, value);
}

/** What each station's configuration was when it last said, and what the operator wants it to be. */
export function configurations({ store, clock }: { store: Store; clock: Clock }) {
  const room = roomFor(store.configuration, MOST_KEYS);

  async function edit(
    change: Change,
    station: string,
    key: string,
    edited: (known: ConfigurationKey) => ConfigurationKey,
  ): Promise<void> {
    const entry = await store.configuration.get(station, keyOf(key));
    const next = edited(entry?.value ?? { station, key, readonly: false });
    if (entry) store.configuration.replace(change, entry, next);
    else store.configuration.create(change, [station, keyOf(key)], next);
  }

  async function all(station: string): Promise<ConfigurationKey[]> {
    const found: ConfigurationKey[] = [];
    for await (const { value } of store.configuration.each([station])) found.push(value);
    return found;
  }

  return {
    all,
    page: (station: string, options: { limit: number; cursor?: string }) =>
      store.configuration.page([station], { ...options, reverse: false }),
    /** Keeps what a station reported; the same key twice in one report counts once, the last time. Beyond MOST_KEYS only known ones are. */
    async reported(change: Change, station: string, keys: readonly ReportedKey[]): Promise<void> {
      const at = clock.now().toISOString();
      const once = new Map(keys.map((reported) => [keyOf(reported.key), reported]));
      const known = await store.configuration.getMany(
        [...once.keys()].map((key) => [station, key]),
      );
      let left = await room.take(station, known.filter((entry) => !entry).length);
      const kept = [...once.values()].filter((_, i) => known[i] || left-- > 0);
      const work = kept.map(({ key, value, readonly }): Deferred => (change) =>
        edit(change, station, key, (known) => ({
          ...{ ...known, key, readonly, at },
          value: isSecretName(key) ? undefined : value,
        }))
      );
      await writtenInPieces(store, change, work);
    },
    /** Forgets the value of a key that a station no longer has; what it should be stays as a wish. */
    async gone(change: Change, station: string, key: string): Promise<void> {
      const entry = await store.configuration.get(station, keyOf(key));
      if (!entry) return;
      const { key: name, desired } = entry.value;
      if (desired === undefined) store.configuration.removeEntry(change, entry);
      else {store.configuration.replace(change, entry, {
          station,
          key: name,
          readonly: false,
          desired,
        });}
    },
    /** Keeps that a station took a value, and the value itself unless that is secret. */
    async changed(
      change: Change,
      station: string,
      key: string,
      value: string,
      { secret = false }: { secret?: boolean } = {},
    ): Promise<void> {
      const shown = secret || isSecretName(key) ? {} : { value };
      await edit(change, station, key, ({ refused: _, taken: __, value: ___, ...known }) => ({
        ...{ ...known, ...shown, at: clock.now().toISOString() },
        ...(known.desired === value ? { taken: true } : {}),
      }));
      change.record("configuration.changed", { key, ...shown }, station);
    },
    /** Keeps that a station would not take a value. */
    refused: (change: Change, station: string, key: string, value: string, status: string) =>
      edit(change, station, key, (known) => ({
        ...known,
        refused: { value: isSecretName(key) ? MASK : value, status },
      })),
    /** Sets what a key should be; undefined takes the wish back. */
    desire: (station: string, key: string, desired: string | undefined): Promise<void> =>
      store.apply((change) =>
        edit(change, station, key, ({ desired: before, taken, ...known }) => ({
          ...known,
          ...(desired === undefined ? {} : { desired }),
          ...(taken && desired === before ? { taken } : {}),
        }))
      ),
    /** The keys that are not as they should be, so far as is known. */
    differing: async (station: string): Promise<ConfigurationKey[]> =>
      (await all(station)).filter(differs),
  };
}

export type Configurations = ReturnType<typeof configurations>;
