import { noLimit } from "../../../csms/charging/composite.ts";
import { unreckonedIn } from "../../../csms/charging/unreckoned.ts";
import type { Csms } from "../../../csms/mod.ts";
import type { RateUnit, SchedulePeriod } from "../../../csms/model/charging.ts";
import type { Figures } from "../../figures/figures.ts";
import { unreckoned as named } from "./words.ts";

/** What is drawn: a day from now. */
const DRAWN_S = 86_400;

/** A limit from a time on, both in s since 1970; null where there is none. */
interface Step {
  readonly at: number;
  readonly limit: number | null;
  /** What 2.1 says in its place. */
  readonly instead: string;
}

interface Beside {
  readonly unit: RateUnit;
  readonly start: string;
  readonly computed: readonly Step[];
  /** A sentence on what applies and is not in it; empty where that is nothing. */
  readonly without: string;
  /** Undefined where the station gives no answer; `why` says the reason. */
  readonly told?: readonly Step[];
  readonly why?: string;
}

interface Told {
  readonly start?: string;
  readonly periods?: readonly SchedulePeriod[];
}

function stepsOf({ start, periods = [] }: Told, fallback: string, unit: RateUnit): Step[] {
  const from = Date.parse(start ?? fallback) / 1_000;
  return periods.map((period) => {
    const { startPeriod, limit } = period;
    return {
      at: from + startPeriod,
      limit: limit === undefined || limit >= noLimit[unit] ? null : limit,
      instead: unreckonedIn(period, {}).map((each) => named[each]).join(" and "),
    };
  });
}

/** Whose limits are drawn, and in which unit. */
export interface Drawn {
  readonly evse: number;
  readonly unit: RateUnit;
}

async function own({ charging }: Csms, station: string, { evse, unit }: Drawn): Promise<Beside> {
  const computed = await charging.computed(station, { evse, unit, duration: DRAWN_S });
  const { start, unreckoned } = computed;
  const left = unreckoned.map((each) => named[each]).join(", ");
  const without = left && ` Not in that: ${left}.`;
  return { unit, start, computed: stepsOf(computed, start, unit), without };
}

/** The limits of an EVSE in the next day, as kvolt computes them: what there is at once. */
export async function ownFigures(csms: Csms, station: string, drawn: Drawn): Promise<Noted> {
  const mine = await own(csms, station, drawn);
  return csms.links.get(station)
    ? figuresOf(mine, "The station is being asked.")
    : figuresOf(mine, silent("it is not connected"));
}

/** What kvolt computes, in words: what a page says before anybody is asked, and where there is no script. */
export async function ownWords(csms: Csms, station: string, drawn: Drawn): Promise<string> {
  return `${ours(await own(csms, station, drawn))} (Times in UTC.)`;
}

/** What is computed, and what its station says, which may take as long as a station may. */
export async function bothFigures(csms: Csms, station: string, drawn: Drawn): Promise<Noted> {
  const both = await beside(csms, station, drawn);
  const { unit, told, why = "" } = both;
  return figuresOf(both, told ? `The station says: ${words(told, unit)}.` : silent(why));
}

async function beside(csms: Csms, station: string, drawn: Drawn): Promise<Beside> {
  const mine = await own(csms, station, drawn);
  const { unit } = drawn;
  try {
    const wanted = { ...drawn, duration: DRAWN_S };
    const answer = await csms.commands.ask(station, "composite", wanted);
    if (!answer.accepted) return { ...mine, why: answer.status };
    // A station may answer in the other unit all the same.
    if (answer.unit && answer.unit !== unit) {
      return { ...mine, why: `it answers in ${answer.unit}, not in ${unit}` };
    }
    return { ...mine, told: stepsOf(answer, mine.start, unit) };
  } catch (error) {
    return { ...mine, why: (error as Error).message };
  }
}

/** The limit that holds at a time. */
const at = (steps: readonly Step[], time: number): number | null =>
  steps.findLast((step) => step.at <= time)?.limit ?? null;

const words = (steps: readonly Step[], unit: RateUnit): string =>
  steps.map(({ at, limit, instead }) =>
    `${limit === null ? instead || "no limit" : `${limit} ${unit}`} from ${
      new Date(at * 1_000).toISOString().slice(11, 16)
    }`
  ).join(", ") || "no limit";

const ours = ({ computed, unit, without }: Beside): string =>
  `kvolt computes: ${words(computed, unit)}.${without}`;

const silent = (why: string) => `The station says nothing: ${why}.`;

/** Curves, and the same in words for whoever does not see them; times are in UTC. */
type Noted = Figures & { readonly note: string };

/** Both as curves of steps, and in words; without times where neither limits anything. */
function figuresOf(mine: Beside, said: string): Noted {
  const { unit, start, computed, told = [] } = mine;
  const from = Date.parse(start) / 1_000;
  const all = [from, ...[...computed, ...told].map((step) => step.at), from + DRAWN_S];
  const times = [...new Set(all)].filter((time) => time >= from).sort((a, b) => a - b);
  const series = [["kvolt", computed], ["Station", told]] as const;
  const drawn = series.map(([label, steps]) => ({
    ...{ label, unit, step: true } as const,
    values: times.map((time) => at(steps, time)),
  })).filter(({ values }) => values.some((value) => value !== null));
  const note = `${ours(mine)} ${said} (Times in UTC.)`;
  return { times: drawn.length === 0 ? [] : times, series: drawn, note };
}
