import type { Placed } from "../schedule.ts";
import type { Profile, TimedSource } from "./state.ts";
import { runningOn, settle, type Station } from "./station.ts";

/** What decides on the limits of a profile: its first schedule, as AC stations have but one (K01.FR.09). */
export function timed(profile: Profile): TimedSource {
  const [schedule] = profile.chargingSchedule;
  return {
    ...profile,
    source: profile,
    chargingSchedule: {
      ...schedule!,
      chargingSchedulePeriod: schedule!.chargingSchedulePeriod.map((period) => ({
        ...period,
        // Of 2.1's setpoints and limits the lower holds; what is said of neither is no limit.
        limit: Math.max(
          0,
          Math.min(period.limit ?? Infinity, period.setpoint ?? Infinity, 1_000_000),
        ),
      })),
    },
  };
}

/** Whether a profile makes sense on an EVSE, running transactions apart (K01). */
export function placeable(station: Station, evse: number, profile: Profile): boolean {
  const { model } = station;
  const { chargingProfilePurpose: purpose, chargingProfileKind: kind } = profile;
  const [schedule] = profile.chargingSchedule;
  const periods = schedule!.chargingSchedulePeriod;
  const ordered = periods.every(({ startPeriod }, n) =>
    n === 0 ? startPeriod === 0 : startPeriod > periods[n - 1]!.startPeriod
  );
  const recurring = kind === "Recurring";
  return evse >= 0 && evse <= station.evses.length &&
    profile.stackLevel >= 0 &&
    profile.stackLevel <= model.int("SmartChargingCtrlr.ProfileStackLevel") &&
    ordered && periods.length <= model.int("SmartChargingCtrlr.PeriodsPerSchedule") &&
    (!recurring || (!!profile.recurrencyKind && schedule!.startSchedule !== undefined)) &&
    (purpose !== "ChargingStationMaxProfile" || (evse === 0 && kind !== "Relative")) &&
    // Only the station itself tells of external constraints (K01.FR.22).
    purpose !== "ChargingStationExternalConstraints" &&
    (purpose !== "TxProfile" || evse > 0);
}

/** Installs a profile; says why where it is refused. */
export function place(station: Station, evse: number, profile: Profile): string | undefined {
  if (!placeable(station, evse, profile)) return "InvalidProfile";
  let transaction: string | undefined;
  if (profile.chargingProfilePurpose === "TxProfile") {
    const running = runningOn(station, station.evses[evse - 1]!);
    // It names the transaction that it is for (K01.FR.03, FR.09).
    if (!running || profile.transactionId !== running.id) return "TxNotFound";
    transaction = running.key;
  }
  const kept = station.state.profiles.filter((placed) => !replaced(placed, evse, profile));
  if (kept.length >= 20) return "TooManyProfiles";
  settle(station);
  station.state.profiles = kept;
  kept.push({
    ...{ connector: evse, profile: timed(profile) },
    ...transaction === undefined ? {} : { transaction },
  });
  count(station);
  return undefined;
}

/** The same id, or the same level of the same stack (K01.FR.05, FR.06). */
function replaced(
  { connector, profile: { source } }: Placed<TimedSource>,
  evse: number,
  { id, stackLevel, chargingProfilePurpose }: Profile,
): boolean {
  return source.id === id || (connector === evse && source.stackLevel === stackLevel &&
    source.chargingProfilePurpose === chargingProfilePurpose);
}

function count({ model, state }: Station): void {
  model.keep("SmartChargingCtrlr.Entries/ChargingProfiles", String(state.profiles.length));
}

/** Which profiles a request is about; absent fields leave all in. */
interface Filter {
  readonly ids?: readonly number[];
  readonly evseId?: number;
  readonly purpose?: string;
  readonly stackLevel?: number;
}

/** Whether a filter leaves a profile in. */
export function matches(
  { connector, profile: { source } }: Placed<TimedSource>,
  { ids, evseId, purpose, stackLevel }: Filter,
): boolean {
  return (ids?.includes(source.id) ?? true) && (evseId ?? connector) === connector &&
    (purpose ?? source.chargingProfilePurpose) === source.chargingProfilePurpose &&
    (stackLevel ?? source.stackLevel) === source.stackLevel;
}

/** Removes the profiles that match; false where none did (K10). */
export function remove(station: Station, filter: Filter): boolean {
  const kept = station.state.profiles.filter((placed) => !matches(placed, filter));
  if (kept.length === station.state.profiles.length) return false;
  settle(station);
  station.state.profiles = kept;
  count(station);
  return true;
}
