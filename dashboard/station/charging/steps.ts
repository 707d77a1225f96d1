import { noLimit } from "../../../csms/charging/composite.ts";
import type { Csms } from "../../../csms/mod.ts";
import type { RateUnit } from "../../../csms/model/charging.ts";
import type { Figures } from "../../figures/figures.ts";

/** What is drawn: a day from now. */
const DRAWN_S = 86_400;

/** A limit from a time on, both in s since 1970; null where there is none. */
interface Step {
  readonly at: number;
  readonly limit: number | null;
}

export interface Beside {
  readonly unit: RateUnit;
  readonly start: string;
  readonly computed: readonly Step[];
  /** Undefined where the station gives no answer; `why` says the reason. */
  readonly told?: readonly Step[];
  readonly why?: string;
}

interface Told {
  readonly start?: string;
  readonly periods?: readonly { readonly startPeriod: number; readonly limit?: number }[];
}

function stepsOf({ start, periods = [] }: Told, fallback: string, unit: RateUnit): Step[] {
  const from = Date.parse(start ?? fallback) / 1_000;
  return periods.map(({ startPeriod, limit }) => ({
    at: from + startPeriod,
    limit: limit === undefined || limit >= noLimit[unit] ? null : limit,
  }));
}

/** The limits of an EVSE in the next day: as kvolt computes them, and as its station says. */
export async function beside(
  { commands, charging, links }: Csms,
  station: string,
  { evse, unit }: { evse: number; unit: RateUnit },
): Promise<Beside> {
  const wanted = { evse, unit, duration: DRAWN_S };
  const computed = await charging.computed(station, wanted);
  const mine = { unit, start: computed.start, computed: stepsOf(computed, computed.start, unit) };
  if (!links.get(station)) return { ...mine, why: "it is not connected" };
  try {
    const answer = await commands.ask(station, "composite", wanted);
    if (!answer.accepted) return { ...mine, why: answer.status };
    // A station may answer in the other unit all the same.
    if (answer.unit && answer.unit !== unit) {
      return { ...mine, why: `it answers in ${answer.unit}, not in ${unit}` };
    }
    return { ...mine, told: stepsOf(answer, computed.start, unit) };
  } catch (error) {
    return { ...mine, why: (error as Error).message };
  }
}

/** The limit that holds at a time. */
const at = (steps: readonly Step[], time: number): number | null =>
  steps.findLast((step) => step.at <= time)?.limit ?? null;

const words = (steps: readonly Step[], unit: RateUnit): string =>
  steps.map(({ at, limit }) =>
    `${limit === null ? "no limit" : `${limit} ${unit}`} from ${
      new Date(at * 1_000).toISOString().slice(11, 16)
    }`
  ).join(", ") || "no limit";

/** Both in words, for whoever does not see the curves; times are in UTC. */
function noteOf({ unit, computed, told, why }: Beside): string {
  const said = told
    ? `The station says: ${words(told, unit)}.`
    : `The station says nothing: ${why}.`;
  return `kvolt computes: ${words(computed, unit)}. ${said} (Times in UTC.)`;
}

/** Both as curves of steps, and in words; without times where neither limits anything. */
export function stepFigures(both: Beside): Figures & { readonly note: string } {
  const { unit, start, computed, told = [] } = both;
  const from = Date.parse(start) / 1_000;
  const all = [from, ...[...computed, ...told].map((step) => step.at), from + DRAWN_S];
  const times = [...new Set(all)].filter((time) => time >= from).sort((a, b) => a - b);
  const series = [["kvolt", computed], ["Station", told]] as const;
  const drawn = series.map(([label, steps]) => ({
    ...{ label, unit, step: true } as const,
    values: times.map((time) => at(steps, time)),
  })).filter(({ values }) => values.some((value) => value !== null));
  return { times: drawn.length === 0 ? [] : times, series: drawn, note: noteOf(both) };
}
