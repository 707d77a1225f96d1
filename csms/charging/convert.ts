import type {
  ChargingProfile,
  ProfileForm,
  ProfileKind,
  ProfilePurpose,
  RateUnit,
} from "../model.ts";

/** Turns a limit from A per phase into W in total, or back; `voltage` is V from phase to neutral. */
export function convert(
  limit: number,
  from: RateUnit,
  to: RateUnit,
  { voltage = 230, phases = 3 }: { voltage?: number; phases?: number } = {},
): number {
  if (from === to) return limit;
  return to === "W" ? limit * voltage * phases : limit / (voltage * phases);
}

/** Cuts a limit to the one decimal that the wire allows, downwards: rounding never raises a limit. */
export function tenths(limit: number): number {
  // The margin takes up the error of binary fractions: 6.1 A must not become 6.0 A.
  return Math.floor(limit * 10 + 1e-6) / 10;
}

/** How far in the past an Absolute schedule starts, so that no clock drift leaves a gap (1.6 §5.16.4). */
const leadS = 60;

/**
 * The profile that holds a station to one flat limit, in the form that it is known to take. `value`
 * is A per phase or W in total; `duration` is seconds from `now`, absent means until further notice.
 */
export function limitProfile(
  { value, unit, phases, voltage, duration, form, id, transaction, now }: {
    value: number;
    unit: RateUnit;
    phases?: number;
    voltage?: number;
    duration?: number;
    form: ProfileForm;
    id: number;
    transaction?: string;
    now: Date;
  },
): ChargingProfile {
  const { purpose, stackLevel, kind } = form;
  const nowS = Math.floor(now.getTime() / 1000);
  const at = (s: number) => new Date(s * 1000).toISOString();
  const ends = duration === undefined ? undefined : nowS + duration;
  return {
    id,
    ...(purpose === "TxProfile" && transaction !== undefined ? { transaction } : {}),
    stackLevel,
    purpose,
    kind,
    ...(kind === "Recurring" ? { recurrency: "Daily" as const } : {}),
    // Only an Absolute duration counts from a known time; elsewhere the end must be said as a time.
    ...(ends !== undefined && kind !== "Absolute" ? { validTo: at(ends) } : {}),
    schedule: {
      unit: form.unit,
      ...(kind !== "Relative" ? { startSchedule: at(nowS - leadS) } : {}),
      ...(duration !== undefined && kind === "Absolute" ? { duration: duration + leadS } : {}),
      periods: [{
        startPeriod: 0,
        limit: tenths(convert(value, unit, form.unit, { voltage, phases })),
        ...(phases === undefined ? {} : { numberPhases: phases }),
      }],
    },
  };
}

const maxTries = 6;

/**
 * The next form of a limit to try on a station, or undefined when at most six were tried. What worked
 * before comes first, then stack level 0 (every station has it, many no other) in the wanted unit for
 * each purpose, in the other unit, Relative, and level 1 (some cannot clear level 0).
 */
export function forms(tried: readonly ProfileForm[], context: {
  transaction: boolean;
  evse: number;
  learned?: ProfileForm;
  unit: RateUnit;
}): ProfileForm | undefined {
  const { learned, unit } = context;
  const other: RateUnit = unit === "A" ? "W" : "A";
  const purposes = purposesFor(context);
  const ladder: ProfileForm[] = [];
  const add = (purpose: ProfilePurpose, stackLevel: number, unit: RateUnit, kind: ProfileKind) => {
    // K01.FR.38: a ChargingStationMaxProfile is never Relative.
    if (kind === "Relative" && purpose === "ChargingStationMaxProfile") kind = "Absolute";
    const next = { purpose, stackLevel, unit, kind };
    if (!ladder.some((form) => same(form, next))) ladder.push(next);
  };
  if (learned) {
    // Where its purpose does not fit here, its level, unit and kind still do.
    const known = purposes.includes(learned.purpose) ? [learned.purpose] : purposes;
    for (const purpose of known) add(purpose, learned.stackLevel, learned.unit, learned.kind);
  }
  for (const purpose of purposes) add(purpose, 0, unit, "Absolute");
  for (const purpose of purposes) add(purpose, 0, other, "Absolute");
  add(purposes.at(-1)!, 0, unit, "Relative");
  add(purposes.at(-1)!, 1, unit, "Absolute");
  add(purposes.at(-1)!, 0, other, "Relative");
  add(purposes.at(-1)!, 1, other, "Absolute");
  if (tried.length >= maxTries) return undefined;
  return ladder.find((form) => !tried.some((past) => same(past, form)));
}

function purposesFor(
  { evse, transaction }: { evse: number; transaction: boolean },
): ProfilePurpose[] {
  if (evse === 0) return ["ChargingStationMaxProfile", "TxDefaultProfile"];
  return transaction ? ["TxProfile", "TxDefaultProfile"] : ["TxDefaultProfile"];
}

function same(a: ProfileForm, b: ProfileForm): boolean {
  return a.purpose === b.purpose && a.stackLevel === b.stackLevel && a.unit === b.unit &&
    a.kind === b.kind;
}
