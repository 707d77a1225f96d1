import type { clearChargingProfile } from "../../ocpp/v16/smart_charging.ts";
import type { Placed as PlacedProfile } from "../schedule.ts";
import type { Profile } from "./state.ts";
import { connectorOf, runningOn, type Station } from "./station.ts";

type Placed = PlacedProfile<Profile>;

type Filter = typeof clearChargingProfile.request._zod.output;

/** Whether a profile makes sense on a connector, running transactions apart (1.6 §3.13, §7.8). */
export function placeable(station: Station, connector: number, profile: Profile): boolean {
  const { configuration } = station;
  const { chargingSchedule: schedule, chargingProfilePurpose: purpose } = profile;
  const periods = schedule.chargingSchedulePeriod;
  const ordered = periods.every(({ startPeriod }, n) =>
    n === 0 ? startPeriod === 0 : startPeriod > periods[n - 1]!.startPeriod
  );
  const recurring = profile.chargingProfileKind === "Recurring";
  const relative = profile.chargingProfileKind === "Relative";
  return connector >= 0 && connector <= station.connectors.length &&
    profile.stackLevel >= 0 &&
    profile.stackLevel <= configuration.int("ChargeProfileMaxStackLevel") &&
    periods.length > 0 && ordered &&
    periods.length <= configuration.int("ChargingScheduleMaxPeriods") &&
    (!recurring || (!!profile.recurrencyKind && schedule.startSchedule !== undefined)) &&
    (purpose !== "ChargePointMaxProfile" || (connector === 0 && !relative)) &&
    (purpose !== "TxProfile" || connector > 0);
}

/** Installs a profile; false where it is refused. */
export function place(station: Station, connector: number, profile: Profile): boolean {
  if (!placeable(station, connector, profile)) return false;
  let transaction: string | undefined;
  if (profile.chargingProfilePurpose === "TxProfile") {
    const running = runningOn(station, connectorOf(station, connector));
    // It needs a transaction, and the right one where it names one (1.6 §5.16).
    if (!running || (profile.transactionId ?? running.id) !== running.id) return false;
    transaction = running.key;
  }
  settle(station);
  const { profiles } = station.state;
  const kept = profiles.filter((placed) => !replaced(placed, connector, profile));
  if (kept.length >= station.configuration.int("MaxChargingProfilesInstalled")) return false;
  station.state.profiles = [...kept, {
    ...{ connector, profile },
    ...transaction === undefined ? {} : { transaction },
  }];
  return true;
}

/** The same id, or the same level of the same stack (1.6 §3.13.2). */
function replaced(placed: Placed, connector: number, { chargingProfileId, ...by }: Profile) {
  const { profile } = placed;
  return profile.chargingProfileId === chargingProfileId ||
    (placed.connector === connector && profile.stackLevel === by.stackLevel &&
      profile.chargingProfilePurpose === by.chargingProfilePurpose);
}

/** Removes the profiles that match; an id alone decides (1.6 §5.5). False where none did. */
export function clear(station: Station, filter: Filter): boolean {
  settle(station);
  const matches = ({ connector, profile }: Placed) =>
    filter.id !== undefined
      ? profile.chargingProfileId === filter.id
      : (filter.connectorId ?? connector) === connector &&
        (filter.stackLevel ?? profile.stackLevel) === profile.stackLevel &&
        (filter.chargingProfilePurpose ?? profile.chargingProfilePurpose) ===
          profile.chargingProfilePurpose;
  const kept = station.state.profiles.filter((placed) => !matches(placed));
  const found = kept.length < station.state.profiles.length;
  station.state.profiles = kept;
  return found;
}

/** What flowed until now was under the old limits. */
function settle(station: Station): void {
  for (const { meter } of station.connectors) meter.read(station.timers.now().getTime());
}
