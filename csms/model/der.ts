/** Distributed energy resources, stations that serve the grid: a leaf that imports nothing. */

/** A control that a station was given or has told of. */
export interface DerControl {
  readonly station: string;
  readonly id: string;
  readonly type: string;
  readonly isDefault: boolean;
  /** Its curve or settings, in the station's own words. */
  readonly settings: unknown;
  readonly superseded: boolean;
  /** Whether it takes effect now, where the station has said so. */
  readonly active?: boolean;
  readonly at: string;
}

/** A fault of the grid, or a control that took effect or ended. */
export interface DerEvent {
  readonly id: string;
  readonly station: string;
  readonly kind: "alarm" | "alarm-ended" | "started" | "stopped";
  readonly type?: string;
  readonly fault?: string;
  readonly control?: string;
  readonly supersededIds?: readonly string[];
  readonly info?: string;
  readonly at: string;
  readonly receivedAt: string;
}
