/** The energy register of a transaction: a leaf, types only. */

/** What is known of the energy register of one transaction; see csms/transactions/energy.ts. Times are ms. */
export interface Register {
  /** Wh counted so far, resets and changes of unit taken out; never falls. */
  readonly energyWh: number;
  /** The first and the latest reading, in Wh, as the register showed them. */
  readonly firstWh?: number;
  readonly lastWh?: number;
  readonly lastAt?: string;
  /** Whether the register counts the session or the life of the meter, once that is plain. */
  readonly kind?: "session" | "lifetime";
  /** Which series is counted: its measurand, location and phases; others are ignored. */
  readonly source?: string;
  readonly startedAt?: number;
  /** Where the count stands after the readings that can no longer change. */
  readonly level: {
    readonly energyWh: number;
    /** What the register shows; absent until the first reading where there is no meterStart. */
    readonly wh?: number;
    readonly at?: number;
    /** When the register last rose. */
    readonly changedAt?: number;
    /** The fastest rise so far, in W. */
    readonly rateW: number;
    /** The usable meterStart, in Wh. */
    readonly baseWh?: number;
    /** True while `wh` is meterStart and no reading was compared with it. */
    readonly head?: boolean;
    /** The level that was left at the last reset or jump, in case it comes back. */
    readonly before?: { readonly wh: number; readonly at?: number; readonly energyWh: number };
    readonly jumped?: boolean;
    readonly kind?: "session" | "lifetime";
  };
  /** The last few readings in order of time, as [ms, Wh, 1 where it is meterStop]. */
  readonly recent: readonly (readonly [at: number, wh: number, trusted?: 1])[];
  /** Readings in a row without the source. */
  readonly missed?: { readonly at: number; readonly count: number };
  /** Power integrated while there is no energy at all. */
  readonly power?: { readonly at: number; readonly w: number; readonly wh: number };
  readonly closed?: "meter" | "samples" | "estimated";
}
