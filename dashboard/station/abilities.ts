import type { Protocol } from "../../csms/model.ts";

/** What a page has only for stations whose version knows of it. */
type Ability = "model" | "customers" | "displays" | "priority" | "tariffs";

const abilities: Readonly<Record<Protocol, readonly Ability[]>> = {
  "ocpp1.6": [],
  "ocpp2.0.1": ["model", "customers", "displays"],
  "ocpp2.1": ["model", "customers", "displays", "priority", "tariffs"],
};

/** Whether the version that a station spoke last knows of something; false for one that never spoke. */
export const knows = ({ protocol }: { protocol?: Protocol }, ability: Ability): boolean =>
  (protocol ? abilities[protocol] : []).includes(ability);
