import { getLogger } from "@logtape/logtape";
import type { Store } from "../../kv/mod.ts";
import type { Clock } from "../clock.ts";
import type { Config } from "../config.ts";
import type { Findings } from "../findings.ts";

const log = getLogger(["kvolt", "certificates"]);
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const SOON_DAYS = 30;

/** The finding on a station whose certificate ends soon. */
export const EXPIRES = "certificate-expires";

/** Looks every hour for certificates of kvolt's that end soon, and says so once of each; returns its end. */
export function watchingExpiry({ store, clock, config, findings }: {
  store: Store;
  clock: Clock;
  config: Config;
  findings: Findings;
}): () => void {
  // Short ones are not told of on the day they are made.
  const soonMs = Math.min(SOON_DAYS, config.CERT_DAYS / 4) * DAY_MS;

  /** Whether its station was given another one since. */
  async function isOld(station: string, serial: string): Promise<boolean> {
    const { items } = await store.issuedByStation.page([station], { limit: 1 });
    return items[0]?.value !== serial;
  }

  function warn(serial: string): Promise<void> {
    return store.apply(async (change) => {
      const entry = await store.issuedCertificates.get(serial);
      if (!entry || entry.value.warned || entry.value.revokedAt) return;
      const { station, expiresAt } = entry.value;
      if (!await store.stations.get(station) || await isOld(station, serial)) return;
      const warned = { ...entry.value, warned: true } as const;
      store.issuedCertificates.replace(change, entry, warned, entry.expiresAt);
      const text = "Its certificate ends soon; have it ask for a new one.";
      await findings.add(change, station, EXPIRES, text, expiresAt);
      change.record("certificate.expires", { serial, expiresAt }, station);
    });
  }

  async function look(): Promise<void> {
    const soon = clock.now().getTime() + soonMs;
    for await (const { key, value } of store.issuedByEnd.each([])) {
      if (Number(key[1]) > soon) return;
      await warn(value);
    }
  }

  let stopped = false;
  let cancel = clock.after(HOUR_MS, again);

  function again(): void {
    look().catch((error) =>
      log.error("ends of certificates were not looked for: {error}", { error })
    )
      .finally(() => {
        if (!stopped) cancel = clock.after(HOUR_MS, again);
      });
  }

  return () => {
    stopped = true;
    cancel();
  };
}
