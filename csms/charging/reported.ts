import type { Change } from "../../kv/change.ts";
import type { Store } from "../../kv/mod.ts";
import type { Clock } from "../clock.ts";
import type { Commands } from "../commands.ts";
import type { Config } from "../config.ts";
import { expiry } from "../expiry.ts";
import type { ChargingProfile } from "../model.ts";
import type { ProfileCriteria, ProfileReport } from "../model/smart_charging.ts";
import type { Outcome } from "../verbs.ts";
import { differs } from "./differs.ts";
import { fitProfile } from "./fit_schedule.ts";
import type { Profiles } from "./profiles.ts";

/** Profiles of one message that are kept, and characters of them all: more have no place in one commit. */
const MOST = 200;
const LONGEST = 300_000;

/** One part of a report, as it came. */
interface ReportPart {
  readonly request: number;
  readonly evse: number;
  readonly source: string;
  readonly profiles: readonly ChargingProfile[];
  /** More parts follow. */
  readonly more: boolean;
}

/** What stations say that they have installed (2.x K09), beside what kvolt believes. */
export function reportedProfiles({ store, clock, config, commands, profiles }: {
  store: Store;
  clock: Clock;
  config: Config;
  commands: Commands;
  profiles: Profiles;
}) {
  const until = () => expiry(clock, config.LOG_DAYS);

  function note(change: Change, report: ProfileReport): void {
    store.profileReports.put(change, [report.station], report, until());
  }

  /** Forgets what an earlier report said and this one, now whole, did not. */
  async function forget(change: Change, { station, request, criteria }: ProfileReport) {
    if (!criteria) return;
    for await (const { value } of store.reportedProfiles.each([station])) {
      if (value.request === request || !meets(value, criteria)) continue;
      store.reportedProfiles.remove(change, [station, value.evse, value.id]);
    }
  }

  return {
    /** Asks for a report; its parts come later. Rejects as `commands.ask`. */
    async ask(
      station: string,
      criteria: ProfileCriteria,
      options: { force?: boolean } = {},
    ): Promise<Outcome & { request: number }> {
      const request = 1 + crypto.getRandomValues(new Uint32Array(1))[0]! % (2 ** 31 - 1);
      const outcome = await commands.ask(
        station,
        "reportProfiles",
        { request, ...criteria },
        options,
      );
      return { ...outcome, request };
    },
    /** Keeps that a station was asked for a report; without `comes` it has no profile that is meant. */
    async asked(
      change: Change,
      station: string,
      { request, criteria, comes }: { request: number; criteria: ProfileCriteria; comes: boolean },
    ): Promise<void> {
      const known = (await store.profileReports.get(station))?.value;
      // The first part may have overtaken the answer.
      const state = known?.request === request ? known.state : comes ? "running" : "complete";
      const at = clock.now().toISOString();
      const report: ProfileReport = { station, request, criteria, state, at };
      note(change, report);
      if (state === "running") return;
      await forget(change, report);
      change.record("profiles.reported", report, station);
    },
    /** Keeps one part of a report; gives how many of its profiles had no place. */
    async part(change: Change, station: string, part: ReportPart): Promise<number> {
      const { request, evse, source, more } = part;
      const at = clock.now().toISOString();
      let length = 0;
      const kept = part.profiles.slice(0, MOST).map(fitProfile).filter((profile) =>
        (length += JSON.stringify(profile).length) <= LONGEST
      );
      for (const profile of kept) {
        const row = { ...profile, station, evse, source, request, reportedAt: at };
        store.reportedProfiles.put(change, [station, evse, profile.id], row, until());
      }
      const known = (await store.profileReports.get(station))?.value;
      const criteria = known?.request === request ? known.criteria : undefined;
      const state = more ? "running" : "complete";
      const report: ProfileReport = {
        ...{ station, request, state, at },
        ...(criteria ? { criteria } : {}),
      };
      note(change, report);
      if (!more) {
        await forget(change, report);
        change.record("profiles.reported", report, station);
      }
      return part.profiles.length - kept.length;
    },
    /** What is reported, each beside what kvolt believes, and what it believes that was not reported. */
    async compared(station: string, options: { limit: number; cursor?: string }) {
      const installed = await profiles.all(station);
      const report = (await store.profileReports.get(station))?.value;
      const page = await store.reportedProfiles.page([station], { ...options, reverse: false });
      const reported = new Set<string>();
      for await (const { value } of store.reportedProfiles.each([station])) {
        reported.add(`${value.evse}/${value.id}`);
      }
      const missing = installed.filter((profile) =>
        report?.state === "complete" && meets(profile, report.criteria ?? {}) &&
        !reported.has(`${profile.evse}/${profile.id}`)
      );
      const items = page.items.map(({ value }) => {
        const believed = installed.find(({ evse, id }) => evse === value.evse && id === value.id);
        const known = believed !== undefined;
        return { ...value, known, differences: believed ? differs(believed, value) : [] };
      });
      return {
        report,
        items,
        missing: missing.map(({ evse, id }) => ({ evse, id })),
        next: page.next,
      };
    },
  };
}

function meets(profile: ChargingProfile & { evse: number; source?: string }, by: ProfileCriteria) {
  return (by.evse === undefined || by.evse === profile.evse) &&
    (by.purpose === undefined || by.purpose === profile.purpose) &&
    (by.stackLevel === undefined || by.stackLevel === profile.stackLevel) &&
    (by.ids === undefined || by.ids.includes(profile.id)) &&
    (by.sources === undefined || by.sources.includes(profile.source ?? "CSO"));
}
