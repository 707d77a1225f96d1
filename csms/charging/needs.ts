import { getLogger } from "@logtape/logtape";
import type { Change } from "../../kv/change.ts";
import type { Store } from "../../kv/mod.ts";
import type { Clock } from "../clock.ts";
import type { Commands } from "../commands.ts";
import type { Config } from "../config.ts";
import { expiry } from "../expiry.ts";
import { fitJson } from "../fit.ts";
import type { Journal } from "../journal.ts";
import type { InstalledProfile, Transaction } from "../model.ts";
import type { AnsweredNeeds, ChargingNeeds, VehicleSchedule } from "../model/smart_charging.ts";
import type { Records } from "../transactions/records.ts";
import { fitSchedule } from "./fit_schedule.ts";
import { FIRST_NEEDS_ID } from "./own_ids.ts";
import type { Profiles } from "./profiles.ts";
import { type Offer, scheduleFor } from "./schedule_for.ts";

const log = getLogger(["kvolt", "charging"]);
const DAY_S = 86_400;
/** Needs that no transaction followed within this time are those of a vehicle that left. */
const WAITS_MS = 10 * 60_000;

/** What vehicles ask for, and the schedules that they get for it (2.x K15 to K17). */
export function vehicleNeeds({ store, clock, config, commands, records, profiles, journal }: {
  store: Store;
  clock: Clock;
  config: Config;
  commands: Commands;
  records: Records;
  profiles: Profiles;
  journal: Journal;
}) {
  const until = () => expiry(clock, config.LOG_DAYS);

  /** What the EVSE may draw, but for what a schedule of ours for the last needs says. */
  async function offer(needs: ChargingNeeds): Promise<Offer | undefined> {
    const { station, evse, unit } = needs;
    const last = (await store.vehicleNeeds.get(station, evse))?.value.profile;
    const ours = (profile: InstalledProfile) =>
      profile.evse === evse && profile.id === last?.id &&
      JSON.stringify(profile.schedule.periods) === JSON.stringify(last.schedule.periods);
    const leaves = (Date.parse(needs.departureAt ?? "") - clock.now().getTime()) / 1000;
    const duration = leaves > 0 ? Math.min(Math.ceil(leaves), 7 * DAY_S) : DAY_S;
    return scheduleFor(needs, await profiles.computed(station, { evse, duration, unit }, ours));
  }

  function keep(change: Change, needs: AnsweredNeeds): void {
    store.vehicleNeeds.put(change, [needs.station, needs.evse], needs, until());
    change.record("vehicle.needs", needs, needs.station);
  }

  /** Sends the schedule for the last needs of an EVSE, once its transaction is known. */
  async function send(station: string, evse: number): Promise<void> {
    const entry = await store.vehicleNeeds.get(station, evse);
    const open = await records.openAt(station, evse);
    if (!entry || !open || !["ready", "waiting"].includes(entry.value.state)) return;
    if (clock.now().getTime() - Date.parse(entry.value.at) > WAITS_MS) return;
    const needs = entry.value;
    const given = await offer(needs);
    if (!given) return;
    const { schedule, shortWh } = given;
    const profile = {
      ...{ id: FIRST_NEEDS_ID + evse, stackLevel: 0, schedule },
      ...{ purpose: "TxProfile", kind: "Absolute" } as const,
    };
    const outcome = await profiles.set(commands, station, evse, profile).then(
      ({ accepted, status }) => ({ state: accepted ? "accepted" : "rejected", status } as const),
      (error: Error) => ({ state: "failed", status: error.message } as const),
    );
    await store.apply(async (change) => {
      const now = await store.vehicleNeeds.get(station, evse);
      // The vehicle may have asked for something else in the meantime.
      if (now?.value.at !== needs.at) return;
      keep(change, { ...needs, ...outcome, profile, ...(shortWh ? { shortWh } : {}) });
    });
  }

  function sendSoon(station: string, evse: number): void {
    send(station, evse).catch((error) =>
      log.error("the vehicle at {station} gets no schedule: {error}", { station, error })
    );
  }

  const unsubscribe = journal.subscribe(({ type, data }) => {
    // Where it is may be told after it began.
    if (type !== "transaction.started" && type !== "transaction.changed") return;
    const { station, evse } = data as Transaction;
    sendSoon(station, evse);
  });

  return {
    /** Keeps what a vehicle asks for, and gives what it is told: whether a schedule comes, at once or later. */
    async said(change: Change, said: ChargingNeeds): Promise<AnsweredNeeds> {
      const { station, evse } = said;
      const needs = { ...said, details: fitJson(said.details, 12_000) };
      const open = await records.openAt(station, evse);
      const given = await offer(needs);
      const last = (await store.vehicleNeeds.get(station, evse))?.value.profile;
      const answered: AnsweredNeeds = {
        ...needs,
        ...(last ? { profile: last } : {}),
        ...(given
          ? { state: open ? "ready" : "waiting" }
          : { state: "failed", status: "neither the vehicle nor the EVSE names a limit" }),
      };
      keep(change, answered);
      return answered;
    },
    sendSoon,
    /** Keeps the schedule that a vehicle chose. */
    chose(change: Change, said: Omit<VehicleSchedule, "at">): void {
      const schedule = fitSchedule(said.schedule);
      const chosen = { ...said, schedule, at: clock.now().toISOString() };
      store.vehicleSchedules.put(change, [said.station, said.evse], chosen, until());
      const { schedule: _, ...told } = chosen;
      change.record("vehicle.schedule", told, said.station);
    },
    page: (station: string, options: { limit: number; cursor?: string }) =>
      store.vehicleNeeds.page([station], { ...options, reverse: false }),
    chosenPage: (station: string, options: { limit: number; cursor?: string }) =>
      store.vehicleSchedules.page([station], { ...options, reverse: false }),
    stop: unsubscribe,
  };
}
