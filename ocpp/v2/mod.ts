import { dialect } from "../dialect.ts";
import * as authorization from "./authorization.ts";
import * as availability from "./availability.ts";
import * as batterySwap from "./battery_swap.ts";
import * as bidirectional from "./bidirectional.ts";
import * as certificateChain from "./certificate_chain.ts";
import * as certificates from "./certificates.ts";
import * as chargingLimits from "./charging_limits.ts";
import * as dataTransfer from "./data_transfer.ts";
import * as derControl from "./der_control.ts";
import * as derReports from "./der_reports.ts";
import * as diagnostics from "./diagnostics.ts";
import * as displayMessages from "./display_messages.ts";
import * as dynamicSchedules from "./dynamic_schedules.ts";
import { in201 } from "./edition.ts";
import * as evCharging from "./ev_charging.ts";
import * as eventStreams from "./event_streams.ts";
import * as events from "./events.ts";
import * as firmware from "./firmware.ts";
import * as localList from "./local_list.ts";
import * as metering from "./metering.ts";
import * as monitoring from "./monitoring.ts";
import * as networkProfile from "./network_profile.ts";
import * as payment from "./payment.ts";
import * as priorityCharging from "./priority_charging.ts";
import * as provisioning from "./provisioning.ts";
import * as remoteControl from "./remote_control.ts";
import * as reports from "./reports.ts";
import * as reservation from "./reservation.ts";
import * as security from "./security.ts";
import * as smartCharging from "./smart_charging.ts";
import * as tariffAndCost from "./tariff_and_cost.ts";
import * as transactions from "./transactions.ts";
import * as variables from "./variables.ts";

/** The functional blocks, A to S. */
const blocks = [
  security,
  provisioning,
  networkProfile,
  variables,
  reports,
  authorization,
  localList,
  transactions,
  remoteControl,
  availability,
  reservation,
  tariffAndCost,
  payment,
  metering,
  smartCharging,
  chargingLimits,
  evCharging,
  dynamicSchedules,
  priorityCharging,
  firmware,
  certificates,
  certificateChain,
  diagnostics,
  monitoring,
  events,
  eventStreams,
  displayMessages,
  dataTransfer,
  bidirectional,
  derControl,
  derReports,
  batterySwap,
];

// 2.0.1 part 4 §4.3 spells these two otherwise than 1.6J does.
const own = {
  occurrence: "OccurrenceConstraintViolation",
  format: "FormatViolation",
  refusesTypes: true,
  feature: () => undefined,
} as const;

/** OCPP 2.1: the schemas as they are written. */
export const v21 = dialect("ocpp2.1", own, blocks);

/** OCPP 2.0.1: the same actions but those that came with 2.1, with what their schemas were before it. */
export const v201 = dialect(
  "ocpp2.0.1",
  own,
  blocks,
  (action) => action.since === "2.1" ? undefined : in201(action),
);
