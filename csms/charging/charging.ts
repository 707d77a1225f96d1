import type { Store } from "../../kv/mod.ts";
import type { Clock } from "../clock.ts";
import type { AskOptions, Commands } from "../commands.ts";
import type { Config } from "../config.ts";
import type { Journal } from "../journal.ts";
import type { ChargingProfile } from "../model.ts";
import type { Registry } from "../stations/registry.ts";
import type { Records } from "../transactions/records.ts";
import { dynamicProfiles } from "./dynamic.ts";
import { externalLimits } from "./external.ts";
import { limiting } from "./limit.ts";
import { vehicleNeeds } from "./needs.ts";
import { profiles as profilesOf } from "./profiles.ts";
import { reportedProfiles } from "./reported.ts";
import { sessionCharging } from "./session.ts";
import { profilesOfStarts } from "./with_start.ts";

/** Everything about how much may be drawn, and who says so. */
export function charging(parts: {
  store: Store;
  clock: Clock;
  config: Config;
  commands: Commands;
  registry: Registry;
  records: Records;
  journal: Journal;
}) {
  const { commands } = parts;
  const external = externalLimits(parts);
  const sessions = sessionCharging(parts);
  const profiles = profilesOf({ ...parts, external, sessions });
  return {
    ...profiles,
    /** Asks a station to take a profile; rejects as `commands.ask`. */
    set: (station: string, evse: number, profile: ChargingProfile, options?: AskOptions) =>
      profiles.set(commands, station, evse, profile, options),
    limit: limiting({ ...parts, profiles }),
    external,
    sessions,
    reported: reportedProfiles({ ...parts, profiles }),
    needs: vehicleNeeds({ ...parts, profiles }),
    dynamic: dynamicProfiles(parts),
    withStart: profilesOfStarts({ ...parts, profiles }),
  };
}
