/** Batteries that are swapped: a leaf that imports nothing. */

/** A battery in a slot; charge and health in percent. */
interface Battery {
  readonly evse: number;
  readonly serial: string;
  readonly charge: number;
  readonly health: number;
  readonly producedAt?: string;
  readonly info?: string;
}

/** Batteries that came in or went out, or a swap that the operator asked for. */
export interface BatterySwap {
  readonly id: string;
  readonly station: string;
  readonly kind: "asked" | "in" | "out" | "timeout";
  readonly request: number;
  readonly token: string;
  readonly batteries: readonly Battery[];
  readonly at: string;
}
