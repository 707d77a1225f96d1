/** How much may be drawn, and when: a leaf that imports nothing. */

export type RateUnit = "A" | "W";
export type ProfilePurpose =
  | "ChargingStationMaxProfile"
  | "ChargingStationExternalConstraints"
  | "TxDefaultProfile"
  | "TxProfile"
  | "PriorityCharging"
  | "LocalGeneration";
export type ProfileKind = "Absolute" | "Recurring" | "Relative" | "Dynamic";

/** What a version says beside the rest, by its own names (2.x part 2 §2): kept, shown and sent as it is. */
export type Details = Readonly<Record<string, unknown>>;

export interface SchedulePeriod {
  /** Seconds from the start of the schedule. */
  readonly startPeriod: number;
  /** In the schedule's unit; A per phase. Absent where a setpoint or a mode stands in its place (2.1). */
  readonly limit?: number;
  readonly numberPhases?: number;
  readonly phaseToUse?: number;
  readonly details?: Details;
}

export interface ChargingSchedule {
  readonly id?: number;
  readonly unit: RateUnit;
  /** Seconds; absent means until further notice. */
  readonly duration?: number;
  readonly startSchedule?: string;
  readonly periods: readonly SchedulePeriod[];
  readonly minChargingRate?: number;
  readonly details?: Details;
}

export interface ChargingProfile {
  readonly id: number;
  readonly transaction?: string;
  readonly stackLevel: number;
  readonly purpose: ProfilePurpose;
  readonly kind: ProfileKind;
  readonly recurrency?: "Daily" | "Weekly";
  readonly validFrom?: string;
  readonly validTo?: string;
  readonly schedule: ChargingSchedule;
  /** Others that a vehicle may choose instead, by ISO 15118; the composite schedule is of `schedule`. */
  readonly alternatives?: readonly ChargingSchedule[];
  readonly details?: Details;
}

/** A profile that a station accepted, with where it applies. */
export interface InstalledProfile extends ChargingProfile {
  readonly station: string;
  readonly evse: number;
  readonly installedAt: string;
  /** What an operator wants of a Dynamic profile; its schedule has what the station took. */
  readonly update?: { readonly values: Details; readonly at: string };
}
