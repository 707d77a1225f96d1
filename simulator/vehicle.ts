/** A car at a connector, simple but plausible: a battery, a phase count and a charger of its own. */
export interface Vehicle {
  readonly capacityWh: number;
  readonly phases: 1 | 2 | 3;
  /** What its charger takes at most, in A per phase. */
  readonly maxA: number;
  /** Wh in the battery; charging adds to it. */
  chargeWh: number;
}

/** A car whose battery is 20 to 50 % full. */
export function vehicle(random: () => number): Vehicle {
  const capacityWh = 60_000;
  return { capacityWh, phases: 3, maxA: 16, chargeWh: capacityWh * (0.2 + 0.3 * random()) };
}

/** State of charge in percent. */
export function soc({ chargeWh, capacityWh }: Vehicle): number {
  return (100 * chargeWh) / capacityWh;
}

/** What it draws at most now, in A per phase: less and less above 80 % (the constant-voltage stage). */
export function appetite(car: Vehicle): number {
  const level = car.chargeWh / car.capacityWh;
  if (level >= 1) return 0;
  return level <= 0.8 ? car.maxA : Math.max(1, car.maxA * (1 - level) / 0.2);
}
