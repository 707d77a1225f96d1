/** Prices and what comes of them, in neutral words: a leaf that imports nothing. */

export type Weekday = "Mon" | "Tue" | "Wed" | "Thu" | "Fri" | "Sat" | "Sun";

/** When a price holds; every one that is given has to. Minima are included, maxima are not. */
export interface PriceConditions {
  /** `HH:MM` in the tariff's time zone; `from` after `to` goes over midnight. */
  readonly from?: string;
  readonly to?: string;
  readonly days?: readonly Weekday[];
  /** Wh since the transaction began. */
  readonly minEnergyWh?: number;
  readonly maxEnergyWh?: number;
  /** Mean W of the period. */
  readonly minPowerW?: number;
  readonly maxPowerW?: number;
  /** Seconds since the transaction began. */
  readonly minSeconds?: number;
  readonly maxSeconds?: number;
}

/** An amount of the currency: per kWh, per minute or once, by where it stands. */
export interface Price {
  readonly price: number;
  readonly when?: PriceConditions;
}

/** A tax in percent; those of a higher `stack` are also put on those below. */
export interface Tax {
  readonly name: string;
  readonly percent: number;
  readonly stack?: number;
}

/** The first price whose conditions hold is the one. */
export interface Prices {
  readonly prices: readonly Price[];
  readonly taxes?: readonly Tax[];
}

export interface Tariff {
  readonly id: string;
  /** ISO 4217. */
  readonly currency: string;
  readonly description?: string;
  /** IANA name; times of day and weekdays are meant there. */
  readonly timeZone: string;
  /** Per kWh. */
  readonly energy?: Prices;
  /** Per minute in which energy flows. */
  readonly charging?: Prices;
  /** Per minute in which none does. */
  readonly idle?: Prices;
  /** Once for each transaction, by the conditions of its beginning. */
  readonly fixed?: Prices;
  /** What a transaction costs at least and at most, tax included. */
  readonly minCost?: number;
  readonly maxCost?: number;
  readonly changedAt: string;
}

/** Where a tariff holds: for a token, at an EVSE (0: at all of a station), or where no other does. */
export interface TariffAssignment {
  readonly tariff: string;
  readonly token?: string;
  readonly station?: string;
  readonly evse?: number;
  readonly changedAt: string;
}

/** What one transaction has come to under a tariff so far; sums are exact, as decimal digits. */
export interface CostAccount {
  readonly tariff: Tariff;
  readonly startedAt: number;
  /** Up to when, in ms, and to how many mWh it is counted. */
  readonly at: number;
  readonly mWh: number;
  /** Energy counts in 1/1,000,000 of 1/10000 of the currency, time in 1/60,000 of that. */
  readonly energy: string;
  readonly charging: string;
  readonly idle: string;
  /** In 1/10000. */
  readonly fixed: string;
  readonly chargingMs: number;
  readonly idleMs: number;
  /** What it had come to under earlier tariffs. */
  readonly earlier?: Cost;
}

/** Where a station says that it applies a tariff. */
export interface AppliedTariff {
  readonly tariff: string;
  readonly kind: string;
  readonly evses?: readonly number[];
  readonly tokens?: readonly string[];
}

/** Part of a cost, in 1/10000 of the currency. */
export interface CostPart {
  readonly net: number;
  readonly tax: number;
}

/** What a transaction costs, in 1/10000 of the currency; `total` has the taxes in it. */
export interface Cost {
  readonly currency: string;
  readonly total: number;
  readonly net: number;
  readonly tax: number;
  readonly energy: CostPart;
  readonly charging: CostPart;
  readonly idle: CostPart;
  readonly fixed: CostPart;
  /** Whether the least or the most that it may cost took the place of the sum. */
  readonly bound?: "min" | "max";
}
