import type { StationSums } from "../../csms/analytics/stations.ts";
import type { Sums } from "../../csms/analytics/sums.ts";
import type { Csms } from "../../csms/mod.ts";
import type { StationReliability } from "../../csms/reliability/read.ts";
import { duration, power } from "../parts/number.ts";
import { stationHref } from "../stations/card.tsx";
import { tagHref } from "../tags/list.tsx";
import { type Column, percent, sumColumns } from "./columns.tsx";
import { type Kept, kept } from "./kept.ts";
import type { AskedPeriod } from "./period.ts";

/** A table that is shown a part at a time, and can be taken as a whole. */
export interface Ranking<T> {
  /** The last part of its addresses, here and in REST. */
  readonly name: string;
  readonly title: string;
  readonly about: string;
  readonly empty: string;
  /** All of it, as it was at a time where that is still known. */
  all(period: AskedPeriod, at?: number): Promise<Kept<T>>;
  columns(rows: readonly T[]): Promise<readonly Column<T>[]>;
}

const link = ({ station }: { station: string }) => <a href={stationHref(station)}>{station}</a>;
const seconds = (ms: number | undefined) =>
  ms === undefined ? "–" : `${(ms / 1_000).toFixed(Math.abs(ms) < 10_000 ? 2 : 0)} s`;

function drift({ driftMinMs, driftMaxMs }: StationReliability): string {
  if (driftMinMs === undefined || driftMaxMs === undefined) return "–";
  const [least, most] = [seconds(driftMinMs), seconds(driftMaxMs)];
  return least === most ? least : `${least} to ${most}`;
}

/** What each station charged, and how much of the time it was used. */
export const ofStations = (csms: Csms): Ranking<StationSums> => ({
  name: "stations",
  title: "Stations",
  about: "Used is the part of the time in which a vehicle was plugged in, of all EVSEs together.",
  empty: "There is no station yet.",
  all: kept(csms, (period) => csms.analytics.stations(period)),
  columns: (rows) =>
    Promise.resolve<Column<StationSums>[]>([
      { head: "Station", text: true, cell: link },
      ...sumColumns(rows),
      { head: "Used", cell: ({ utilisation }) => percent(utilisation) },
      { head: "Peak", cell: ({ peakW }) => peakW === 0 ? "–" : power(peakW) },
      { head: "EVSEs", cell: ({ evses }) => evses },
    ]),
});

/** What each tag charged. */
export const ofTags = (csms: Csms): Ranking<Sums & { token: string }> => ({
  name: "tokens",
  title: "Tags",
  about: "Those that charged most come first.",
  empty: "No tag has charged in this time.",
  all: kept(csms, (period) => csms.analytics.tokens(period)),
  async columns(rows) {
    const known = await Promise.all(rows.map(({ token }) => csms.tokens.find(token)));
    const notes = new Map(rows.map(({ token }, n) => [token, known[n]?.value]));
    return [
      {
        head: "Tag",
        text: true,
        cell: ({ token }) =>
          notes.get(token)
            ? <a href={tagHref(token)}>{notes.get(token)!.id}</a>
            : token === ""
            ? "none"
            : token,
      },
      { head: "Whose", text: true, cell: ({ token }) => notes.get(token)?.note ?? "" },
      ...sumColumns(rows),
    ];
  },
});

/** How well each station was connected. */
export const ofReliability = (csms: Csms): Ranking<StationReliability> => ({
  name: "reliability",
  title: "Reliability",
  about: "Those that were away most come first. Its days are those of UTC.",
  empty: "There is no station yet.",
  all: kept(csms, (period) => csms.reliability.stations(period)),
  columns: () =>
    Promise.resolve([
      { head: "Station", text: true, cell: link },
      { head: "Online", cell: ({ uptime }) => percent(uptime) },
      { head: "Connects", cell: ({ connects }) => connects },
      {
        head: "Longest silence",
        cell: ({ silenceSeconds }) => duration(silenceSeconds * 1_000),
      },
      { head: "Clock off by", cell: drift },
      { head: "Half answer in", cell: ({ answerP50Ms }) => seconds(answerP50Ms) },
      { head: "95 % answer in", cell: ({ answerP95Ms }) => seconds(answerP95Ms) },
      { head: "Answers", cell: ({ answers }) => answers },
      { head: "Unanswered", cell: ({ unanswered }) => unanswered },
    ]),
});
