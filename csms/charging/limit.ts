import type { Store } from "../../kv/mod.ts";
import type { Clock } from "../clock.ts";
import { type AskOptions, type Commands, Offline, Unsupported } from "../commands.ts";
import type { ChargingProfile, ProfileForm, RateUnit } from "../model.ts";
import type { Registry } from "../stations/registry.ts";
import type { Records } from "../transactions/records.ts";
import type { Outcome } from "../verbs.ts";
import { convert, forms, limitProfile } from "./convert.ts";
import { FIRST_LIMIT_ID, FIRST_NEEDS_ID } from "./own_ids.ts";
import type { Profiles } from "./profiles.ts";

/** Seconds of composite schedule that are looked at to see whether a limit holds. */
const LOOK_S = 60;

export interface Limit {
  readonly evse: number;
  /** A per phase, or W in total. */
  readonly value: number;
  readonly unit: RateUnit;
  readonly phases?: number;
  /** Seconds; absent means until further notice. */
  readonly duration?: number;
}

export interface LimitOutcome extends Outcome {
  /** What the station was sent in the end. */
  readonly profile?: ChargingProfile;
  /** Whether its own composite schedule shows the limit; absent where it gives none. */
  readonly verified?: boolean;
  /** The forms that were tried, with the station's word for each. */
  readonly tried: readonly Tried[];
}

type Tried = ProfileForm & Pick<Outcome, "status" | "why">;

/** Holds a station to a limit in whatever form of profile it takes, and remembers the form (quirks 42 to 44). */
export function limiting({ store, clock, commands, registry, records, profiles }: {
  store: Store;
  clock: Clock;
  commands: Commands;
  registry: Registry;
  records: Records;
  profiles: Profiles;
}) {
  /** Whether the station's own schedule is at or under the limit now; undefined where it does not say. */
  async function verify(station: string, limit: Limit): Promise<boolean | undefined> {
    const { evse, unit, value, phases = 3 } = limit;
    try {
      const { accepted, periods, unit: theirs = unit } = await commands.ask(station, "composite", {
        evse,
        unit,
        duration: LOOK_S,
      });
      const first = accepted ? periods?.[0] : undefined;
      if (!first) return undefined;
      // What is ruled by other words of 2.1 cannot be compared; without any nothing holds.
      if (first.limit === undefined) return first.details ? undefined : false;
      const shown = convert(first.limit, theirs, unit, { phases: first.numberPhases ?? phases });
      return shown <= value * 1.01 + 0.1;
    } catch (error) {
      if (error instanceof Offline) throw error;
      return undefined;
    }
  }

  /** The schedule of a vehicle stands where a limit for its transaction goes: it gives its id to that. */
  async function idFor(station: string, evse: number, form: ProfileForm): Promise<number> {
    const id = FIRST_NEEDS_ID + evse;
    const taken = (await profiles.all(station)).some((profile) =>
      profile.id === id && profile.purpose === form.purpose &&
      profile.stackLevel === form.stackLevel
    );
    return taken ? id : FIRST_LIMIT_ID + evse;
  }

  async function attempt(
    station: string,
    { force, ...limit }: Limit & AskOptions,
    form: ProfileForm,
    transaction?: string,
  ) {
    const profile = limitProfile({
      ...limit,
      form,
      transaction,
      id: await idFor(station, limit.evse, form),
      now: clock.now(),
    });
    try {
      const outcome = await profiles.set(commands, station, limit.evse, profile, { force });
      return { profile, ...outcome };
    } catch (error) {
      if (error instanceof Offline || error instanceof Unsupported) throw error;
      if ((error as Error).name === "NoAnswer") throw error;
      // Some refuse a form with a CALLERROR: the next form may do.
      return { profile, accepted: false, status: (error as Error).message };
    }
  }

  /** Asks for a schedule, which changes nothing, and tells whether a station has what it hides (quirk 22). */
  async function probe(station: string, evse: number): Promise<void> {
    try {
      await commands.ask(station, "composite", { evse, duration: LOOK_S });
    } catch (error) {
      if ((error as Error).name !== "CallError") throw error;
    }
  }

  /** Tries one form after the other until one is accepted and holds; rejects as `commands.ask`. */
  return async function limit(
    station: string,
    wanted: Limit & AskOptions,
  ): Promise<LimitOutcome> {
    const open = wanted.evse > 0 ? await records.openAt(station, wanted.evse) : null;
    const learned = (await store.stations.get(station))?.value.learned.profile;
    const context = {
      transaction: open !== null,
      evse: wanted.evse,
      learned,
      unit: wanted.unit,
    };
    const tried: Tried[] = [];
    let best: Omit<LimitOutcome, "tried"> = { accepted: false, status: "Rejected" };
    for (let form = forms(tried, context); form; form = forms(tried, context)) {
      const trying = () => attempt(station, wanted, form!, open?.value.id);
      const outcome = await trying().catch(async (error) => {
        if (!(error instanceof Unsupported) || tried.length > 0) throw error;
        await probe(station, wanted.evse);
        return await trying();
      });
      const { accepted, status, why } = outcome;
      const word = { status, ...(why === undefined ? {} : { why }) };
      tried.push({ ...form, ...word });
      if (!accepted) {
        if (!best.accepted) best = { accepted, ...word };
        continue;
      }
      const verified = await verify(station, wanted);
      best = { ...outcome, verified };
      if (verified === false) continue;
      const works = form;
      await registry.learn(station, (now) => ({ ...now, profile: works }));
      break;
    }
    return { ...best, tried };
  };
}
