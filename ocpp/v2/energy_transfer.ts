import { words } from "./since.ts";

/** How a vehicle takes or gives energy (EnergyTransferModeEnumType). */
export const energyTransferMode = words(
  ["AC_single_phase", "AC_two_phase", "AC_three_phase", "DC"],
  { since21: ["AC_BPT", "AC_BPT_DER", "AC_DER", "DC_BPT", "DC_ACDP", "DC_ACDP_BPT", "WPT"] },
);
