import type { State } from "./state.tsx";

/** What each state of a connector is called here; those of both families. */
const connectorStates: Readonly<Record<string, State>> = {
  Available: { tone: "good", word: "Available" },
  Preparing: { tone: "busy", word: "Plugged in" },
  Occupied: { tone: "busy", word: "Occupied" },
  Charging: { tone: "busy", word: "Charging" },
  SuspendedEV: { tone: "warn", word: "Paused by the car" },
  SuspendedEVSE: { tone: "warn", word: "Paused by the station" },
  Finishing: { tone: "calm", word: "Finished, still plugged in" },
  Reserved: { tone: "warn", word: "Reserved" },
  Unavailable: { tone: "calm", word: "Out of service" },
  Faulted: { tone: "bad", word: "Faulted" },
};

/** A connector's state in words; one that nobody knows stands as it came. */
export const connectorState = (status: string): State =>
  connectorStates[status] ?? { tone: "calm", word: status };

/** What a connector says, and what the transaction on it does. */
interface Doing {
  readonly status: string;
  readonly chargingState?: string;
}

/** What a connector does, in the words of 1.6: one of 2.x is occupied, and its transaction says more. */
export function doingOf({ status, chargingState }: Doing): string {
  if (status !== "Occupied" || chargingState === undefined || chargingState === "Idle") {
    return status;
  }
  return chargingState === "EVConnected" ? "Preparing" : chargingState;
}

interface Summed {
  readonly registration: string;
  readonly online: boolean;
  readonly connectors: readonly (Doing & { readonly evse: number })[];
}

/** What weighs most of what the connectors say, first. */
const weight = [
  ...["Faulted", "Charging", "SuspendedEVSE", "SuspendedEV", "Preparing", "Occupied"],
  ...["Finishing", "Reserved", "Available", "Unavailable"],
];

/** A station's state in words: whether it may be here, whether it is, and what its connectors do. */
export function stationState({ registration, online, connectors }: Summed): State {
  if (registration === "Pending") return { tone: "warn", word: "Waits for you" };
  if (registration === "Rejected") return { tone: "bad", word: "Refused" };
  if (!online) return { tone: "bad", word: "Offline" };
  const own = connectors.filter(({ evse }) => evse > 0);
  const statuses = new Set((own.length > 0 ? own : connectors).map(doingOf));
  const first = weight.find((status) => statuses.has(status)) ?? [...statuses][0];
  return first === undefined ? { tone: "calm", word: "Online" } : connectorState(first);
}
