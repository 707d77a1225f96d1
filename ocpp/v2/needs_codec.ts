import type { z } from "zod";
import type { ChargingNeeds } from "../../csms/model/smart_charging.ts";
import type { chargingNeeds } from "./ev_charging.ts";

type Wire = z.output<typeof chargingNeeds>;
type Rates = Pick<ChargingNeeds, "unit" | "most" | "least" | "energyWh" | "stateOfCharge">;

/** Amperes on AC, watts on DC; the least where several are named, since all of them hold. */
function ratesOf(wire: Wire): Rates {
  const { acChargingParameters: ac, dcChargingParameters: dc, v2xChargingParameters: v2x } = wire;
  if (ac) {
    const { evMaxCurrent: most, evMinCurrent: least, energyAmount } = ac;
    return { unit: "A", most, least, energyWh: energyAmount };
  }
  if (dc) {
    const most = Math.min(dc.evMaxPower ?? Infinity, dc.evMaxCurrent * dc.evMaxVoltage);
    const { energyAmount, stateOfCharge } = dc;
    return { unit: "W", most, energyWh: energyAmount, stateOfCharge };
  }
  const wanted = v2x?.evTargetEnergyRequest ?? v2x?.evMaxEnergyRequest;
  return { unit: "W", most: v2x?.maxChargePower, least: v2x?.minChargePower, energyWh: wanted };
}

/** Phases by the way of energy transfer; unknown for DC. */
function phasesOf({ requestedEnergyTransfer: transfer }: Wire): number | undefined {
  if (transfer === "AC_single_phase") return 1;
  if (transfer === "AC_two_phase") return 2;
  return transfer === "AC_three_phase" ? 3 : undefined;
}

/** What a vehicle asks for, in neutral words, with all that it said beside. */
export function needsFrom(wire: Wire): Omit<ChargingNeeds, "station" | "evse" | "at"> {
  const phases = phasesOf(wire);
  const given = Object.entries({ ...ratesOf(wire), phases }).filter(([, value]) =>
    value !== undefined
  );
  return {
    ...Object.fromEntries(given) as unknown as Rates & { phases?: number },
    transfer: wire.requestedEnergyTransfer,
    ...(wire.departureTime ? { departureAt: wire.departureTime } : {}),
    details: wire,
  };
}
