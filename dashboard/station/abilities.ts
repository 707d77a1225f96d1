import type { Protocol } from "../../csms/model.ts";

const newIn20 = ["model", "customers", "displays"] as const;
const newIn21 = [
  ...["priority", "tariffs", "transfer", "grid", "streams", "payments", "swaps"] as const,
] as const;

/** What a page has only for stations whose version knows of it. */
type Ability = (typeof newIn20 | typeof newIn21)[number];

const abilities: Readonly<Record<Protocol, readonly Ability[]>> = {
  "ocpp1.6": [],
  "ocpp2.0.1": newIn20,
  "ocpp2.1": [...newIn20, ...newIn21],
};

/** Whether the version that a station spoke last knows of something; false for one that never spoke. */
export const knows = ({ protocol }: { protocol?: Protocol }, ability: Ability): boolean =>
  (protocol ? abilities[protocol] : []).includes(ability);
