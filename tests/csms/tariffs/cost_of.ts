import { accrue, openAccount, type Usage } from "../../../csms/tariffs/accrue.ts";
import { costIn } from "../../../csms/tariffs/cost.ts";
import type { Cost, Tariff } from "../../../csms/model/tariff.ts";

/** What a transaction used: when it began, in ms, and then each time of charging or idling. */
interface Facts {
  readonly startedAt: number;
  readonly usage: readonly Usage[];
}

/** What usage costs under a tariff, all of it told at once. */
export function costOf(tariff: Tariff, { startedAt, usage }: Facts): Cost {
  return costIn(usage.reduce(accrue, openAccount(tariff, startedAt)));
}
