import type { Change } from "../../kv/change.ts";
import type { Store } from "../../kv/mod.ts";
import type { Clock } from "../clock.ts";
import type { Config } from "../config.ts";
import { expiry } from "../expiry.ts";
import { fitJson } from "../fit.ts";
import type { ExternalLimit } from "../model/smart_charging.ts";
import { fitSchedule } from "./fit_schedule.ts";

/** Characters of the schedules of one limit that are kept. */
const LONGEST = 24_000;
/** Limits of one station that are kept; the sources are a free text. */
const MOST = 100;

/** Limits that others than the CSMS set on stations, each until it is cleared or not heard of for long. */
export function externalLimits({ store, clock, config }: {
  store: Store;
  clock: Clock;
  config: Config;
}) {
  async function all(station: string): Promise<ExternalLimit[]> {
    const found: ExternalLimit[] = [];
    for await (const { value } of store.externalLimits.each([station])) found.push(value);
    return found;
  }

  return {
    all,
    /** Keeps a limit in place of the last one of its source and EVSE; gives whether there was room. */
    async said(change: Change, station: string, said: Omit<ExternalLimit, "station" | "at">) {
      const known = await all(station);
      const old = known.some(({ evse, source }) => evse === said.evse && source === said.source);
      if (!old && known.length >= MOST) return false;
      const at = clock.now().toISOString();
      const schedules = fitJson(said.schedules, LONGEST) === said.schedules
        ? said.schedules
        : said.schedules.slice(0, 1).map(fitSchedule);
      const limit: ExternalLimit = { ...said, schedules, station, at };
      const until = expiry(clock, config.LOG_DAYS);
      store.externalLimits.put(change, [station, said.evse, said.source], limit, until);
      const { schedules: _, ...told } = limit;
      change.record("limit.external", told, station);
      return true;
    },
    /** Forgets the limits of a source, on one EVSE or everywhere; gives how many there were. */
    async cleared(change: Change, station: string, source: string, evse?: number): Promise<number> {
      const gone = (await all(station)).filter((limit) =>
        limit.source === source && (evse === undefined || limit.evse === evse)
      );
      for (const { evse } of gone) {
        store.externalLimits.remove(change, [station, evse, source]);
        change.record("limit.cleared", { evse, source }, station);
      }
      return gone.length;
    },
  };
}

export type ExternalLimits = ReturnType<typeof externalLimits>;
