import type { Store } from "../../kv/mod.ts";
import type { Clock } from "../clock.ts";
import type { Commands } from "../commands.ts";
import type { Config } from "../config.ts";
import { askingVariables } from "./ask_variables.ts";
import type { Configurations } from "./configuration.ts";
import { customerReports } from "./customer_reports.ts";
import { deviceEvents } from "./device_events.ts";
import { deviceReports } from "./device_reports.ts";
import { displays } from "./displays.ts";
import { eventStreams } from "./event_streams.ts";
import { deviceModel } from "./model.ts";
import { monitors as monitorsOf } from "./monitors.ts";

/** What a station is made of, watches, shows and tells of itself, put together. */
export function deviceRules({ commands, configurations, ...base }: {
  store: Store;
  clock: Clock;
  config: Config;
  commands: Commands;
  configurations: Configurations;
}) {
  const model = deviceModel({ ...base, configurations });
  const monitors = monitorsOf(base);
  return {
    model,
    variables: askingVariables({ commands, model }),
    inventories: deviceReports(base),
    monitors,
    events: deviceEvents({ ...base, monitors }),
    streams: eventStreams(base),
    customers: customerReports(base),
    displays: displays(base),
  };
}

export type DeviceRules = ReturnType<typeof deviceRules>;
