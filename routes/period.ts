import { daysIn, MOST_DAYS, type Period } from "../csms/analytics/period.ts";
import { dayIn, later } from "../csms/analytics/zone.ts";
import type { Csms } from "../csms/mod.ts";
import { invalid } from "./problem.ts";

/** The days that are meant, thirty up to today where nothing is said; throws the problem `invalid`. */
export function periodOf(
  csms: Csms,
  { from, to, zone }: { from?: string | undefined; to?: string | undefined; zone: string },
): Period {
  const last = to ?? dayIn(csms.now().getTime(), zone);
  const period = { from: from ?? later(last, -29), to: last, zone };
  const days = daysIn(period);
  if (days < 1) throw invalid("from", `${period.from} is after ${period.to}, where it should end`);
  if (days > MOST_DAYS) throw invalid("from", `${days} days are more than ten years`);
  return period;
}
