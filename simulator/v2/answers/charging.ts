import type { z } from "zod";
import { wireTime } from "../../../ocpp/time.ts";
import { updateDynamicSchedule } from "../../../ocpp/v2/dynamic_schedules.ts";
import { usePriorityCharging } from "../../../ocpp/v2/priority_charging.ts";
import {
  clearChargingProfile,
  getChargingProfiles,
  getCompositeSchedule,
  reportChargingProfiles,
  setChargingProfile,
} from "../../../ocpp/v2/smart_charging.ts";
import { notify } from "../../calls.ts";
import { composite } from "../../limits.ts";
import type { Placed } from "../../schedule.ts";
import { states } from "../follow.ts";
import { matches, place, remove, timed } from "../profiles.ts";
import type { Profile, TimedSource } from "../state.ts";
import { settle, type Station } from "../station.ts";
import { answer } from "./answer.ts";

/** Every profile came from the CSMS; of no other source does it know any. */
const SOURCE = "CSO";

async function reportProfiles(
  station: Station,
  requestId: number,
  found: readonly Placed<TimedSource>[],
): Promise<void> {
  const evses = [...new Set(found.map(({ connector }) => connector))];
  for (const [n, evseId] of evses.entries()) {
    await notify(station, reportChargingProfiles, {
      ...{ requestId, evseId, chargingLimitSource: SOURCE, tbc: n < evses.length - 1 },
      chargingProfile: found.filter(({ connector }) => connector === evseId)
        .map(({ profile }) => profile.source),
    });
  }
}

type Update = z.output<typeof updateDynamicSchedule.request>["scheduleUpdate"];

function updated(profile: Profile, update: Update, at: Date): Profile {
  const [schedule, ...rest] = profile.chargingSchedule;
  const [period, ...periods] = schedule!.chargingSchedulePeriod;
  return {
    ...profile,
    dynUpdateTime: wireTime(at),
    chargingSchedule: [
      { ...schedule!, chargingSchedulePeriod: [{ ...period!, ...update }, ...periods] },
      ...rest,
    ],
  };
}

export const charging = [
  answer(setChargingProfile, (station, { evseId, chargingProfile }) => {
    const reasonCode = place(station, evseId, chargingProfile);
    if (reasonCode) return { status: "Rejected" as const, statusInfo: { reasonCode } };
    station.afterwards.push(() => states(station));
    return { status: "Accepted" as const };
  }),
  answer(clearChargingProfile, (station, { chargingProfileId, chargingProfileCriteria: by }) => {
    const found = remove(station, {
      ...chargingProfileId === undefined ? {} : { ids: [chargingProfileId] },
      ...{ evseId: by?.evseId, purpose: by?.chargingProfilePurpose, stackLevel: by?.stackLevel },
    });
    if (!found) return { status: "Unknown" as const };
    station.afterwards.push(() => states(station));
    return { status: "Accepted" as const };
  }),
  answer(getChargingProfiles, (station, { requestId, evseId, chargingProfile: by }) => {
    const sources = by.chargingLimitSource;
    const found = station.state.profiles.filter((placed) =>
      (sources?.includes(SOURCE) ?? true) && matches(placed, {
        ...{ evseId, ids: by.chargingProfileId },
        ...{ purpose: by.chargingProfilePurpose, stackLevel: by.stackLevel },
      })
    );
    if (found.length === 0) return { status: "NoProfiles" as const };
    station.afterwards.push(() => reportProfiles(station, requestId, found));
    return { status: "Accepted" as const };
  }),
  answer(getCompositeSchedule, (station, { evseId, duration, chargingRateUnit = "A" }) => {
    if (evseId > station.evses.length || evseId < 0 || duration <= 0) {
      return { status: "Rejected" as const };
    }
    const from = Math.floor(station.timers.now().getTime() / 1000) * 1000;
    return {
      status: "Accepted" as const,
      schedule: {
        ...{ evseId, duration, chargingRateUnit },
        scheduleStart: wireTime(new Date(from)),
        chargingSchedulePeriod: composite(station, evseId, from, duration, chargingRateUnit),
      },
    };
  }),
  answer(updateDynamicSchedule, (station, { chargingProfileId, scheduleUpdate }) => {
    const { profiles } = station.state;
    const index = profiles.findIndex(({ profile: { source } }) =>
      source.id === chargingProfileId && source.chargingProfileKind === "Dynamic"
    );
    if (index < 0) return { status: "Rejected" as const };
    settle(station);
    const { profile: { source }, ...where } = profiles[index]!;
    const now = station.timers.now();
    profiles[index] = { ...where, profile: timed(updated(source, scheduleUpdate, now)) };
    station.afterwards.push(() => states(station));
    return { status: "Accepted" as const };
  }),
  answer(usePriorityCharging, (station, { transactionId, activate }) => {
    const running = station.state.running.find(({ id }) => id === transactionId);
    if (!running) return { status: "Rejected" as const };
    const has = station.state.profiles.some(({ connector, profile }) =>
      profile.chargingProfilePurpose === "PriorityCharging" &&
      [0, running.connector].includes(connector)
    );
    if (!has) return { status: "NoProfile" as const };
    settle(station);
    running.priority = activate;
    station.afterwards.push(() => states(station));
    return { status: "Accepted" as const };
  }),
];
