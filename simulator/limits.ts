import { VOLTAGE } from "./meter.ts";
import { highest, type Limit, type Placed, turningPoints } from "./schedule.ts";

/** What limits are worked out from. */
interface Limited {
  readonly state: {
    readonly profiles: readonly Placed[];
    readonly running: readonly {
      readonly key: string;
      readonly connector: number;
      readonly startedAt: string;
      /** Its driver was granted priority (2.1 K22). */
      readonly priority?: boolean;
    }[];
  };
}

/** A per phase that the cable and the contactor carry. */
const HARDWARE_A = 32;

/** What the charge point lets a connector draw, in A on each of so many phases. */
interface Offer {
  readonly amps: number;
  readonly phases: number;
}

const open: Offer = { amps: HARDWARE_A, phases: 3 };

function offer(limit: Limit | undefined): Offer {
  if (!limit) return open;
  const amps = limit.unit === "A" ? limit.limit : limit.limit / (VOLTAGE * limit.phases);
  return { amps: Math.max(0, Math.min(HARDWARE_A, amps)), phases: limit.phases };
}

function charging(station: Limited, connector: number) {
  return station.state.running.find((running) => running.connector === connector);
}

/** The purposes that limit the whole station, as the versions name them. */
const WHOLE = [
  "ChargePointMaxProfile",
  "ChargingStationMaxProfile",
  "ChargingStationExternalConstraints",
];

/** The profiles that concern a connector: its transaction's, its defaults, and the station's. */
function concerning(station: Limited, connector: number) {
  const of = (purpose: string, where: number, transaction?: string): Placed[] =>
    station.state.profiles.filter((placed) =>
      placed.profile.chargingProfilePurpose === purpose && placed.connector === where &&
      placed.transaction === transaction
    );
  const running = charging(station, connector);
  const priority = running?.priority
    ? [...of("PriorityCharging", connector), ...of("PriorityCharging", 0)]
    : [];
  return {
    own: [
      priority,
      running ? of("TxProfile", connector, running.key) : [],
      of("TxDefaultProfile", connector),
      of("TxDefaultProfile", 0),
    ],
    station: WHOLE.map((purpose) => of(purpose, 0)),
  };
}

function least(offers: readonly Offer[]): Offer {
  return offers.reduce((a, b) => ({
    amps: Math.min(a.amps, b.amps),
    phases: Math.min(a.phases, b.phases),
  }), open);
}

/** What a connector may draw at `at` (ms): its own limit, and its share of the station's. */
export function allowed(station: Limited, connector: number, at: number): Offer {
  const running = charging(station, connector);
  const since = running && Date.parse(running.startedAt);
  const profiles = concerning(station, connector);
  const limits = profiles.station.flatMap((stack) => highest(stack, at) ?? []);
  const max = least(limits.map(offer));
  if (connector === 0) return max;
  let own: Limit | undefined;
  for (const stack of profiles.own) own ??= highest(stack, at, since);
  const sharers = limits.length === 0 ? 1 : Math.max(1, station.state.running.length);
  return least([offer(own), { amps: max.amps / sharers, phases: max.phases }]);
}

/** The limits of the next `seconds`, in periods from `from` (ms) on; equal neighbours are one. */
export function composite(
  station: Limited,
  connector: number,
  from: number,
  seconds: number,
  unit: "A" | "W",
): { startPeriod: number; limit: number; numberPhases: number }[] {
  const running = charging(station, connector);
  const since = running && Date.parse(running.startedAt);
  const { own, station: whole } = concerning(station, connector);
  const points = [...own, ...whole].flat().flatMap(({ profile }) =>
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
