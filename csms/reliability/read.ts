import type { Store } from "../../kv/mod.ts";
import { cover } from "../analytics/cover.ts";
import { boundsOf, type Period } from "../analytics/period.ts";
import { dayAt } from "../analytics/quarter.ts";
import type { Clock } from "../clock.ts";
import type { Gathering } from "./gather.ts";
import { answersIn, percentile } from "./latency.ts";
import { added, type Measured, within } from "./measures.ts";

/** How well one station was connected in a period. */
export interface StationReliability {
  readonly station: string;
  /** Which part of the time so far, since it is known, it was connected: 0 to 1. */
  readonly uptime: number;
  readonly onlineSeconds: number;
  readonly connects: number;
  readonly disconnects: number;
  /** The longest time in which it was connected and sent nothing. */
  readonly silenceSeconds: number;
  /** Its clock minus ours. */
  readonly driftMinMs?: number;
  readonly driftMaxMs?: number;
  readonly answers: number;
  readonly unanswered: number;
  /** Within how many ms half of its answers came, and 19 of 20. */
  readonly answerP50Ms?: number;
  readonly answerP95Ms?: number;
}

/** Reads how well stations were connected in whole days of UTC, the least reliable first. */
export function readingReliability({ store, clock, gathered }: {
  store: Store;
  clock: Clock;
  gathered: Gathering;
}) {
  const { reliabilityMonths, reliabilityYears } = store;

  async function measuredIn(start: number, end: number): Promise<Map<string, Measured>> {
    const all = new Map<string, Measured>();
    const add = (station: string, more: Measured) =>
      all.set(station, added(all.get(station) ?? {}, more));
    for (const { of, span, from, to } of cover(start, end)) {
      const collection = of === "year" ? reliabilityYears : reliabilityMonths;
      for await (const { key, value } of collection.each([span])) {
        add(key[2] as string, within(value, from, to));
      }
    }
    for (const station of gathered.stations()) {
      for (const [day, measured] of gathered.read(station)) {
        if (dayAt(start) <= day && day < dayAt(end)) add(station, measured);
      }
    }
    return all;
  }

  return async function stations(
    days: Omit<Period, "zone">,
  ): Promise<StationReliability[]> {
    const { start, end } = boundsOf({ ...days, zone: "UTC" });
    const measured = await measuredIn(start, end);
    const until = Math.min(end, clock.now().getTime());
    const found: StationReliability[] = [];
    for await (const { value: { id, createdAt } } of store.stations.each([])) {
      const of = measured.get(id) ?? {};
      const known = until - Math.max(start, Date.parse(createdAt));
      const { onlineMs = 0, connects = 0, disconnects = 0, silenceMs = 0, unanswered = 0 } = of;
      const uptime = known > 0 ? Math.min(1, onlineMs / known) : 0;
      found.push({
        station: id,
        uptime: Math.round(uptime * 10_000) / 10_000,
        onlineSeconds: Math.round(onlineMs / 1000),
        ...{ connects, disconnects, silenceSeconds: Math.round(silenceMs / 1000) },
        ...{ driftMinMs: of.driftMinMs, driftMaxMs: of.driftMaxMs },
        ...{ answers: answersIn(of), unanswered },
        ...{ answerP50Ms: percentile(of, 0.5), answerP95Ms: percentile(of, 0.95) },
      });
    }
    return found.sort((a, b) => a.uptime - b.uptime || (a.station < b.station ? -1 : 1));
  };
}
