import type { Slots } from "./rollup.ts";

/**
 * What is measured of a station's connection. Sums, but for `silenceMs` and `driftMaxMs`, which are the highest,
 * and `driftMinMs`, the lowest; `took` counts answers by how long they took.
 */
export type Measure =
  | "onlineMs"
  | "connects"
  | "disconnects"
  | "silenceMs"
  | "driftMinMs"
  | "driftMaxMs"
  | "unanswered"
  | `took ${number}`;

/** The measures of one station by slot: 1 to 31 in a month, 0 to 11 in a year, in UTC. */
export type Reliability = Readonly<Partial<Record<Measure, Slots>>>;
