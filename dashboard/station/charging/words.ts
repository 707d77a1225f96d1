import { FIRST_LIMIT_ID, FIRST_NEEDS_ID } from "../../../csms/charging/own_ids.ts";
import type { Unreckoned } from "../../../csms/charging/unreckoned.ts";
import type {
  ChargingProfile,
  ChargingSchedule,
  ProfilePurpose,
} from "../../../csms/model/charging.ts";
import { duration } from "../../parts/number.ts";

/** What each purpose of a profile means. */
export const purposes: Readonly<Record<ProfilePurpose, string>> = {
  ChargingStationMaxProfile: "most for the station",
  ChargingStationExternalConstraints: "limit of somebody else",
  TxDefaultProfile: "default for sessions",
  TxProfile: "for one session",
  PriorityCharging: "for sessions that go first",
  LocalGeneration: "power made here",
};

/** What applies and is not in what kvolt computes. */
export const unreckoned: Readonly<Record<Unreckoned, string>> = {
  localGeneration: "power made here",
  discharging: "discharging",
  setpoint: "setpoints",
  phases: "limits of single phases",
  mode: "modes other than charging",
  stateOfCharge: "limits from a state of charge on",
  times: "times that the station shifts",
};

/** Who in kvolt made a profile of this number; undefined for one of an operator's. */
export function madeBy(id: number): string | undefined {
  if (id >= FIRST_NEEDS_ID && id < FIRST_NEEDS_ID + 10_000) return "for what the vehicle asked";
  if (id >= FIRST_LIMIT_ID && id < FIRST_NEEDS_ID) return "the limit of the page “Now”";
  return undefined;
}

/** How the steps of a profile come about. */
export function when({ kind, recurrency }: ChargingProfile): string | undefined {
  switch (kind) {
    case "Recurring":
      return `again ${recurrency?.toLowerCase() ?? ""}`;
    case "Relative":
      return "from the start of the session";
    case "Dynamic":
      return "dynamic: its values change";
    case "Absolute":
      return undefined;
  }
}

/** On how many phases: `on 1 phase`. */
export const onPhases = (count: number): string => `on ${count} phase${count === 1 ? "" : "s"}`;

const MOST = 6;

/** A schedule in a line: `16 A, after 1 h 6 A`. */
export function inWords({ unit, periods, duration: lasts }: ChargingSchedule): string {
  const words = periods.slice(0, MOST).map(({ startPeriod, limit, numberPhases, details }) => {
    const none = details ? "as its details say" : "no limit";
    const most = limit === undefined ? none : `${limit} ${unit}`;
    const phases = numberPhases === undefined ? "" : ` ${onPhases(numberPhases)}`;
    return `${startPeriod === 0 ? "" : `after ${duration(startPeriod * 1_000)} `}${most}${phases}`;
  });
  const rest = periods.length - MOST;
  if (rest > 0) words.push(`${rest} more`);
  return words.join(", ") + (lasts === undefined ? "" : `, for ${duration(lasts * 1_000)}`);
}
