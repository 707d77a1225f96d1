/** Chargers that run inside kvolt, to try things out with: a leaf, types only. */

/** What a virtual charger is made of; it is kept, and runs again after a restart. */
export interface VirtualSpec {
  readonly id: string;
  /** Of OCPP. */
  readonly version: "1.6" | "2.0.1" | "2.1";
  readonly connectors: number;
  /** How it differs from the specification, by the names that the simulator has. */
  readonly quirks: Readonly<Record<string, boolean | string>>;
  readonly createdAt: string;
}

/** What can be seen of one outlet; power in W, the register in Wh. */
export interface VirtualOutlet {
  readonly connector: number;
  readonly status: string;
  readonly plugged: boolean;
  readonly powerW: number;
  readonly registerWh: number;
  /** The tag of the transaction that runs there. */
  readonly tag?: string;
}

/** What people do to a charger; `connector` counts from 1. */
export type VirtualAct =
  | { readonly do: "plug" | "unplug" | "clear"; readonly connector: number }
  | { readonly do: "fault"; readonly connector: number; readonly error?: string }
  | { readonly do: "tap"; readonly connector: number; readonly tag: string }
  | { readonly do: "offline" | "online" };

/** A charger that runs. */
export interface VirtualCharger {
  readonly connected: boolean;
  /** Of itself, beside those of its outlets. */
  readonly registration?: string;
  readonly outlets: readonly VirtualOutlet[];
  /** Does it; gives what the charger says: a tag's status, else `Accepted`. */
  act(act: VirtualAct): Promise<string>;
  /** Takes its power away. */
  close(): Promise<void>;
}

/** Makes a charger that runs at once, and shows that key at the door. */
export type Simulate = (spec: VirtualSpec, key: string) => VirtualCharger;
