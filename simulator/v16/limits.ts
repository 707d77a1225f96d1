import { VOLTAGE } from "../meter.ts";
import { highest, type Limit, turningPoints } from "./schedule.ts";
import type { Placed } from "./state.ts";
import type { Station } from "./station.ts";

/** A per phase that the cable and the contactor carry. */
export const HARDWARE_A = 32;

/** What the charge point lets a connector draw, in A on each of so many phases. */
export interface Offer {
  readonly amps: number;
  readonly phases: number;
}

const open: Offer = { amps: HARDWARE_A, phases: 3 };

function offer(limit: Limit | undefined): Offer {
  if (!limit) return open;
  const amps = limit.unit === "A" ? limit.limit : limit.limit / (VOLTAGE * limit.phases);
  return { amps: Math.max(0, Math.min(HARDWARE_A, amps)), phases: limit.phases };
}

function charging(station: Station, connector: number) {
  return station.state.running.find((running) => running.connector === connector);
}

/** The profiles that concern a connector: its transaction's, its defaults, and the station's. */
function concerning(station: Station, connector: number) {
  const of = (purpose: string, where: number, transaction?: string): Placed[] =>
    station.state.profiles.filter((placed) =>
      placed.profile.chargingProfilePurpose === purpose && placed.connector === where &&
      placed.transaction === transaction
    );
  const key = charging(station, connector)?.key;
  return {
    transaction: key === undefined ? [] : of("TxProfile", connector, key),
    defaults: [of("TxDefaultProfile", connector), of("TxDefaultProfile", 0)],
    station: of("ChargePointMaxProfile", 0),
  };
}

/** What a connector may draw at `at` (ms): its own limit, and its share of the station's. */
export function allowed(station: Station, connector: number, at: number): Offer {
  const running = charging(station, connector);
  const since = running && Date.parse(running.startedAt);
  const profiles = concerning(station, connector);
  const max = offer(highest(profiles.station, at));
  if (connector === 0) return max;
  const own = offer(
    highest(profiles.transaction, at, since) ??
      highest(profiles.defaults[0]!, at, since) ?? highest(profiles.defaults[1]!, at, since),
  );
  const sharers = max === open ? 1 : Math.max(1, station.state.running.length);
  return {
    amps: Math.min(own.amps, max.amps / sharers),
    phases: Math.min(own.phases, max.phases),
  };
}

/** The limits of the next `seconds`, in periods from `from` (ms) on; equal neighbours are one. */
export function composite(
  station: Station,
  connector: number,
  from: number,
  seconds: number,
  unit: "A" | "W",
): { startPeriod: number; limit: number; numberPhases: number }[] {
  const running = charging(station, connector);
  const since = running && Date.parse(running.startedAt);
  const { transaction, defaults, station: max } = concerning(station, connector);
  const points = [...transaction, ...defaults.flat(), ...max].flatMap(({ profile }) =>
    turningPoints(profile, from, from + seconds * 1000, since)
  );
  const periods: { startPeriod: number; limit: number; numberPhases: number }[] = [];
  for (const at of [from, ...new Set(points)].toSorted((a, b) => a - b)) {
    const { amps, phases } = allowed(station, connector, at);
    const limit = Math.round((unit === "A" ? amps : amps * phases * VOLTAGE) * 10) / 10;
    const last = periods.at(-1);
    if (last?.limit === limit && last.numberPhases === phases) continue;
    periods.push({ startPeriod: Math.round((at - from) / 1000), limit, numberPhases: phases });
  }
  return periods;
}
