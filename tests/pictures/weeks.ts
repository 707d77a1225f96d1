import { seeded } from "../../simulator/random.ts";
import type { MovedClock } from "./clock.ts";
import { DAYS, NOW, tags, type Who } from "./place.ts";
import type { Posed } from "./charger.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Between two meter values of what is long past. */
const SAMPLES = HOUR / 3;

/** Who comes where, when and how often: hours of the day in UTC, and how likely on a day. */
interface Habit {
  readonly who: Who;
  readonly at: string;
  readonly connector: number;
  readonly from: number;
  readonly hours: readonly [number, number];
  readonly likely: number;
  /** On Saturday and Sunday too. */
  readonly always?: true;
}

const habits: readonly Habit[] = [
  { who: "ada", at: "GARAGE", connector: 1, from: 17, hours: [2, 5], likely: 0.7, always: true },
  { who: "ben", at: "OFFICE-1", connector: 1, from: 7, hours: [3, 8], likely: 0.7 },
  { who: "carla", at: "OFFICE-1", connector: 2, from: 7.5, hours: [2, 7], likely: 0.6 },
  { who: "deniz", at: "OFFICE-2", connector: 1, from: 8, hours: [2, 6], likely: 0.6 },
  { who: "emil", at: "OFFICE-2", connector: 2, from: 8.5, hours: [1, 5], likely: 0.4 },
  { who: "van1", at: "DEPOT-1", connector: 1, from: 16, hours: [3, 5], likely: 0.9 },
  { who: "van2", at: "DEPOT-1", connector: 2, from: 16.5, hours: [2, 5], likely: 0.8 },
  { who: "lorry", at: "DEPOT-2", connector: 1, from: 18, hours: [2, 5], likely: 0.5 },
  {
    who: "bakery",
    at: "BAKERY",
    connector: 1,
    from: 9,
    hours: [0.5, 1.5],
    likely: 0.8,
    always: true,
  },
  {
    who: "bakery",
    at: "BAKERY",
    connector: 1,
    from: 13,
    hours: [0.5, 1.5],
    likely: 0.6,
    always: true,
  },
  { who: "guest", at: "GUESTS", connector: 1, from: 12, hours: [1, 3], likely: 0.3, always: true },
  { who: "ada", at: "BARN", connector: 1, from: 10, hours: [1, 3], likely: 0.15, always: true },
];

interface Step {
  readonly at: number;
  readonly does: "comes" | "charges" | "leaves";
  readonly habit: Habit;
}

/** What happened on the days before the one of the pictures, in its order. */
function history(): Step[] {
  const random = seeded(7);
  const today = NOW - NOW % DAY;
  const steps: Step[] = [];
  for (let day = today - (DAYS - 1) * DAY; day < today; day += DAY) {
    const weekend = [0, 6].includes(new Date(day).getUTCDay());
    for (const habit of habits) {
      const [chance, when, length] = [random(), random(), random()];
      if (chance > habit.likely || (weekend && !habit.always)) continue;
      const [least, most] = habit.hours;
      const begin = day + habit.from * HOUR + when * HOUR * 0.8;
      const end = begin + (least + length * (most - least)) * HOUR;
      steps.push({ at: begin, does: "comes", habit });
      for (let at = begin + SAMPLES; at < end; at += SAMPLES) {
        steps.push({ at, does: "charges", habit });
      }
      steps.push({ at: end, does: "leaves", habit });
    }
  }
  return steps.sort((a, b) => a.at - b.at);
}

/** Lets the weeks pass: everybody comes, charges and leaves. */
export async function letWeeksPass(
  chargers: ReadonlyMap<string, Posed>,
  clock: MovedClock,
): Promise<void> {
  for (const { at, does, habit: { who, at: place, connector } } of history()) {
    clock.moveTo(at);
    const charger = chargers.get(place)!;
    if (does === "comes") {
      await charger.plug(connector);
      await charger.tap(tags[who], connector);
    } else if (does === "charges") await charger.sample(connector);
    else {
      await charger.tap(tags[who], connector);
      // What is not told yet is thought lost when the cable is out.
      await charger.delivered();
      await charger.unplug(connector);
    }
    await charger.delivered();
  }
}
