import { getLogger } from "@logtape/logtape";
import type { Store } from "../../kv/mod.ts";
import type { Clock } from "../clock.ts";
import type { Commands } from "../commands.ts";
import type { Findings } from "../findings.ts";
import type { Journal } from "../journal.ts";
import type { ConfigurationKey } from "../model.ts";
import type { Outcome } from "../verbs.ts";
import type { Configurations } from "./configuration.ts";
import type { ReadConfiguration } from "./read_configuration.ts";
import { UnsafeSetting } from "./security_settings.ts";

const log = getLogger(["kvolt", "configuration"]);
/** Boots that follow each other faster than this are one (quirk 20). */
const SETTLED_MS = 10_000;
/** A value that has to be set again more often than this in an hour does not stay. */
const MOST_TRIES = 3;
const FORGETS_WITHIN_MS = 3_600_000;

type Word = Pick<Outcome, "status" | "why">;
type Applied = Word & { readonly key: string };

/** Brings a station's configuration to what the operator wants: one key at a time, none that is equal already. */
export function reapplying(rules: {
  store: Store;
  clock: Clock;
  commands: Commands;
  configurations: Configurations;
  findings: Findings;
  journal: Journal;
  read: ReadConfiguration;
}) {
  const { store, clock, commands, configurations, findings, journal, read } = rules;

  /** The station's word for a request, or why it is not sent; its CALLERROR is one too, and no reason to leave the rest. */
  async function word(request: Promise<Word>): Promise<Word> {
    try {
      const { status, why } = await request;
      return { status, ...(why === undefined ? {} : { why }) };
    } catch (error) {
      const said = (error as Error).name === "CallError" || error instanceof UnsafeSetting;
      if (!said) throw error;
      return { status: (error as Error).message };
    }
  }

  /** Reads keys; gives those that the station's version cannot name, each with why. */
  async function unnameable(
    station: string,
    keys: readonly string[],
  ): Promise<ReadonlyMap<string, string>> {
    try {
      await word(read(station, keys));
      return new Map();
    } catch (error) {
      const { name, message } = error as Error;
      if (name !== "InvalidPayload") throw error;
      if (keys.length === 1) return new Map([[keys[0]!, message]]);
      const half = Math.ceil(keys.length / 2);
      const first = await unnameable(station, keys.slice(0, half));
      return new Map([...first, ...await unnameable(station, keys.slice(half))]);
    }
  }

  /** Reads the wished keys, sets those that differ; returns each with the station's word for it. */
  async function apply(
    station: string,
    may: (key: ConfigurationKey) => boolean | Promise<boolean>,
  ): Promise<Applied[]> {
    const wished = (await configurations.all(station)).filter((key) => key.desired !== undefined);
    if (wished.length === 0) return [];
    const wrong = await unnameable(station, wished.map(({ key }) => key));
    const done: Applied[] = [];
    for (const differing of await configurations.differing(station)) {
      const { key, desired } = differing;
      const why = wrong.get(key);
      if (why !== undefined) done.push({ key, status: why });
      if (why !== undefined || !await may(differing)) continue;
      const value = desired!;
      done.push({ key, ...await word(commands.ask(station, "setConfiguration", { key, value })) });
    }
    return done;
  }

  const tries = new Map<string, number[]>();

  /** A station that refused a value, or reboots at it, is not asked again and again (quirk 18). */
  async function mayUnasked({ station, key, desired, refused }: ConfigurationKey) {
    if (refused?.value === desired) return false;
    const now = clock.now().getTime();
    const name = JSON.stringify([station, key, desired]);
    const recent = (tries.get(name) ?? []).filter((at) => now - at < FORGETS_WITHIN_MS);
    tries.set(name, [...recent, now]);
    if (recent.length < MOST_TRIES) return true;
    const text = `Configuration is accepted but lost at the next boot, so it is left alone.`;
    await store.apply((change) => findings.add(change, station, "configuration-lost", text, key));
    return false;
  }

  const settling = new Map<string, () => void>();

  async function booted(station: string): Promise<void> {
    const entry = await store.stations.get(station);
    if (!entry?.value.settings.reapply) return;
    settling.get(station)?.();
    const cancel = clock.after(SETTLED_MS, () => {
      settling.delete(station);
      apply(station, mayUnasked).catch((error) =>
        log.warn("the configuration of {station} was not applied: {error}", { station, error })
      );
    });
    settling.set(station, cancel);
  }

  const unsubscribe = journal.subscribe(({ type, station }) => {
    if (type !== "station.booted" || !station) return;
    booted(station).catch((error) => log.error("{station}: {error}", { station, error }));
  });

  return {
    /** Applies all of it because the operator says so, what was refused before included. */
    reapply: (station: string) => apply(station, () => true),
    /** Forgets what waits. */
    stop(): void {
      unsubscribe();
      for (const cancel of settling.values()) cancel();
    },
  };
}
