import { dayAt, firstMsOf } from "../analytics/quarter.ts";
import type { Clock } from "../clock.ts";
import { added, type Measured } from "./measures.ts";

/** Silence is told in whole seconds: what is shorter comes to none, and costs no look at what is known. */
const SHORTEST_MS = 500;

/** What was measured of one station and is not written yet, by the day since 1970. */
interface Gathered {
  readonly days: Map<number, Measured>;
  /** Since when its being online is not among them, in ms. */
  since?: number;
}

/** What is measured, in memory: a frame costs no write. */
export function gathering(clock: Clock) {
  const stations = new Map<string, Gathered>();
  const now = () => clock.now().getTime();

  function of(station: string): Gathered {
    let gathered = stations.get(station);
    if (!gathered) stations.set(station, gathered = { days: new Map() });
    return gathered;
  }

  function note({ days }: Gathered, day: number, measured: Measured): void {
    days.set(day, added(days.get(day) ?? {}, measured));
  }

  /** Adds the time online up to now; a clock that was set back takes nothing away. */
  function count(gathered: Gathered): void {
    if (gathered.since === undefined) return;
    const until = now();
    for (let at = gathered.since; at < until;) {
      const day = dayAt(at);
      const next = Math.min(until, firstMsOf(day + 1));
      note(gathered, day, { onlineMs: next - at });
      at = next;
    }
    gathered.since = until;
  }

  return {
    add: (station: string, measured: Measured): void => note(of(station), dayAt(now()), measured),
    /** It has not spoken for so long up to then, in ms. */
    silent(station: string, atMs: number, silenceMs: number): void {
      if (silenceMs < SHORTEST_MS) return;
      const gathered = of(station);
      const day = dayAt(atMs);
      if (silenceMs > (gathered.days.get(day)?.silenceMs ?? 0)) note(gathered, day, { silenceMs });
    },
    online(station: string): void {
      of(station).since ??= now();
    },
    offline(station: string): void {
      const gathered = of(station);
      count(gathered);
      delete gathered.since;
    },
    /** What was measured up to now, by day. */
    read(station: string): ReadonlyMap<number, Measured> {
      const gathered = stations.get(station);
      if (!gathered) return new Map();
      count(gathered);
      return gathered.days;
    },
    /** Gives what was measured up to now, and keeps no more of it. */
    take(station: string): ReadonlyMap<number, Measured> {
      const gathered = of(station);
      count(gathered);
      const { days, since } = gathered;
      if (since === undefined) stations.delete(station);
      else stations.set(station, { days: new Map(), since });
      return days;
    },
    stations: (): readonly string[] => [...stations.keys()],
  };
}

export type Gathering = ReturnType<typeof gathering>;
