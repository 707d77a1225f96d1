import type { ChargingSchedule, SchedulePeriod } from "../model.ts";

/** What 2.1 may say beside a limit, and what no composite schedule of kvolt's has in it. */
export const unreckonable = [
  "localGeneration",
  "discharging",
  "setpoint",
  "phases",
  "mode",
  "stateOfCharge",
  "times",
] as const;
export type Unreckoned = typeof unreckonable[number];

/** By the beginnings of its names in 2.1 (ChargingSchedulePeriodType, ChargingScheduleType); and what says nothing. */
const meanings: readonly (readonly [names: RegExp, meaning: Unreckoned, usual?: unknown])[] = [
  [/^dischargeLimit/, "discharging", 0],
  [/^(setpoint|v2x)/, "setpoint"],
  [/^limit_L/, "phases"],
  [/^operationMode/, "mode", "ChargingOnly"],
  [/^evseSleep/, "mode", false],
  [/^limitAtSoC/, "stateOfCharge"],
  [/^useLocalTime/, "times", false],
  [/^randomizedDelay/, "times", 0],
];

/** What a period that applies says beside how much may be drawn, each once. */
export function unreckonedIn(
  { limit = 0, details }: SchedulePeriod,
  schedule: Pick<ChargingSchedule, "details">,
): Unreckoned[] {
  const said = Object.entries({ ...schedule.details, ...details }).flatMap(([name, value]) =>
    meanings.filter(([names, , usual]) => names.test(name) && value !== usual)
      .map(([, meaning]) => meaning)
  );
  // A negative limit is an older word for how much may be discharged.
  return [...new Set(limit < 0 ? ["discharging" as const, ...said] : said)];
}
