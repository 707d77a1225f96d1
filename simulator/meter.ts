import { appetite, soc, type Vehicle } from "./vehicle.ts";

/** Volts between a phase and neutral. */
export const VOLTAGE = 230;
/** A car cannot draw less than this per phase (IEC 61851-1, control pilot). */
export const LEAST_A = 6;
/** How fast a car follows a new limit, in A per phase and second. */
const RAMP = 2;
/** The longest time simulated in steps of a second; beyond it the steps grow (s). */
const FINE = 3600;

/** What flows at one moment. */
export interface Reading {
  readonly at: number;
  readonly energyWh: number;
  /** A on each phase that the car uses. */
  readonly amps: number;
  readonly phases: number;
  readonly soc?: number;
}

/** One connector's meter; its register only ever grows, as that of a real one. */
export interface Meter {
  /** Wh since it was built in. */
  readonly registerWh: number;
  car?: Vehicle;
  /** Closes or opens the contactor. */
  on: boolean;
  /** Works out what flowed until `at` (ms) and reads it. */
  read(at: number): Reading;
}

/** `limit` gives the A per phase that the charge point allows at a time in ms. */
export function meter(
  startWh: number,
  at: number,
  limit: (at: number) => { amps: number; phases: number },
): Meter {
  let energyWh = startWh;
  let now = at;
  let amps = 0;
  let phases = 3;

  function step(self: Meter, seconds: number): void {
    const { car } = self;
    const offer = limit(now);
    phases = Math.min(offer.phases, car?.phases ?? 3);
    const most = Math.min(offer.amps, car && self.on ? appetite(car) : 0);
    const target = offer.amps < LEAST_A ? 0 : most;
    amps = target < amps ? target : Math.min(target, amps + RAMP * seconds);
    const wh = amps * VOLTAGE * phases * seconds / 3600;
    energyWh += wh;
    if (car) car.chargeWh = Math.min(car.capacityWh, car.chargeWh + wh);
  }

  return {
    get registerWh() {
      return energyWh;
    },
    on: false,
    read(until) {
      const size = Math.max(1000, (until - now) / FINE);
      while (now < until) {
        const length = Math.min(size, until - now);
        step(this, length / 1000);
        now += length;
      }
      if (!this.on || !this.car) amps = 0;
      return { at: until, energyWh, amps, phases, soc: this.car && soc(this.car) };
    },
  };
}
