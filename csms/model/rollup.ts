/** What one ended transaction adds to the rollups; times in ms. */
export interface Tally {
  readonly station: string;
  /** As tokens compare; empty where nobody presented one. */
  readonly token: string;
  readonly from: number;
  readonly to: number;
  /** Whole numbers, so that what is added can be taken back exactly. */
  readonly mWh: number;
  readonly peakW: number;
  /** In 1/10000 of the currency, tax included. */
  readonly cost?: { readonly currency: string; readonly amount: number };
}

/** A change of the rollups that waits to be made. */
export interface TallyChange {
  readonly minus?: Tally;
  readonly plus?: Tally;
}

/** Whose sums these are: everybody's (its name is empty), a station's or a token's. */
export type RollupKind = "all" | "station" | "token";

/** How long a rollup is; it has the sums of shorter times, those of the quarters of an hour in a day. */
export type Span = "day" | "month" | "year";

/**
 * What is summed; a cost for each currency, as `cost EUR`. A station's day counts in `peaks` how many
 * transactions drew how much at most, since a highest value alone could not be taken back; its month has the
 * highest of each day in `peakW`, its year that of each month.
 */
export type Column = "sessions" | "mWh" | "pluggedMs" | "peaks" | "peakW" | `cost ${string}`;

/** Values by slot: 0 to 95 in a day, 1 to 31 in a month, 0 to 11 in a year; all in UTC. */
export type Slots = Readonly<Record<number, number>>;

/** The sums of one subject in one span; what is 0 is left out. */
export type Rollup = Readonly<Partial<Record<Column, Slots>>>;
