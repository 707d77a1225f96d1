// deno-lint-ignore-file no-explicit-any
import assert from "node:assert/strict";
import type { Transaction } from "../../csms/model.ts";
import { type Charger, charger, type ChargerOptions } from "../support/charger.ts";
import { type FakeClock, fakeClock } from "../support/clock.ts";
import { findingsOf } from "../support/findings.ts";
import { kvolt, type TestKvolt } from "../support/kvolt.ts";

/** 2026-01-01T00:00:00Z, when every stage begins. */
const BEGIN = Date.parse("2026-01-01T00:00:00Z");

/** No test takes this long that does not wait in vain. */
const LONGEST_MS = 30_000;

/** The time so many seconds after the beginning, as a station writes it. */
export const t = (seconds: number): string =>
  new Date(BEGIN + seconds * 1000).toISOString().replace(".000", "");

/** A kvolt on a clock that stands still, with what the tests of chargers do over and over. */
export interface Stage {
  readonly kvolt: TestKvolt;
  readonly clock: FakeClock;
  /** A charger that is connected and has said nothing. */
  connected(id?: string, options?: ChargerOptions): Promise<Charger>;
  /** A charger that has booted. */
  booted(id?: string, options?: ChargerOptions): Promise<Charger>;
  transaction(id: number | string): Promise<Transaction>;
  /** All transactions of a station, the latest first. */
  transactions(station: string): Promise<readonly Transaction[]>;
  /** The texts of a station's findings by their kind. */
  findings(station: string): Promise<Record<string, string>>;
  /** `status` of each connector by EVSE, as the station's page shows it. */
  statuses(station: string): Promise<Record<number, string>>;
}

/** Runs a test on a stage of its own and takes it down; `env` is kvolt's environment. */
export async function onStage(
  run: (stage: Stage) => Promise<void>,
  env: Record<string, string> = {},
  clock: FakeClock = fakeClock(),
): Promise<void> {
  const running = await kvolt({ AUTH_UNKNOWN: "Accepted", ...env }, { clock });
  const { csms } = running;
  const chargers: Charger[] = [];
  async function connected(id = "CP-1", options?: ChargerOptions) {
    const cp = await charger(running.ws, id, options);
    chargers.push(cp);
    return cp;
  }
  const stuck = Promise.withResolvers<never>();
  const guard = setTimeout(
    () => stuck.reject(new Error(`after ${LONGEST_MS} ms it still waits for what does not come`)),
    LONGEST_MS,
  );
  try {
    const done = run({
      kvolt: running,
      clock,
      connected,
      async booted(id, options) {
        const cp = await connected(id, options);
        await cp.boot();
        return cp;
      },
      async transaction(id) {
        const found = await csms.transactions.get(String(id));
        assert.ok(found, `there is a transaction ${id}`);
        return found;
      },
      transactions: async (station) =>
        (await csms.transactions.page({ station }, { limit: 50 })).items,
      findings: async (station) =>
        Object.fromEntries(
          (await findingsOf(csms, station)).map(({ kind, text }) => [kind, text]),
        ),
      async statuses(station) {
        const known = await csms.stations.get(station);
        assert.ok(known);
        const { connectors } = await csms.stations.live(known);
        return Object.fromEntries(connectors.map(({ evse, status }) => [evse, status]));
      },
    });
    await Promise.race([done, stuck.promise]);
    for (const cp of chargers) await cp.close();
  } finally {
    clearTimeout(guard);
    const stopped = running.stop();
    clock.advance(1_000);
    await stopped;
  }
}

/** Starts a transaction; resolves with its id on the wire. */
export async function start(
  cp: Charger,
  { at = 0, ...more }: {
    at?: number;
    connectorId?: number;
    idTag?: string;
    meterStart?: number;
    reservationId?: number;
  } = {},
): Promise<number> {
  const request = { connectorId: 1, idTag: "TAG", meterStart: 1000, timestamp: t(at), ...more };
  return (await cp.call("StartTransaction", request)).transactionId;
}

/** A MeterValues request with one reading; a number is Wh of the register. */
export function reading(
  at: number,
  values: number | readonly Record<string, unknown>[],
  place: Record<string, unknown> = {},
): any {
  const sampledValue = typeof values === "number" ? [{ value: String(values) }] : values;
  return { connectorId: 1, ...place, meterValue: [{ timestamp: t(at), sampledValue }] };
}

export const status = (connectorId: number, said: string, at?: number) => ({
  connectorId,
  errorCode: "NoError",
  status: said,
  ...(at === undefined ? {} : { timestamp: t(at) }),
});
