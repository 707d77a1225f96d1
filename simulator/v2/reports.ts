import { notifyMonitoringReport } from "../../ocpp/v2/events.ts";
import { notifyReport } from "../../ocpp/v2/reports.ts";
import { wireTime } from "../../ocpp/time.ts";
import { notify } from "../calls.ts";
import type { Variable } from "./model/variable.ts";
import { parts } from "./parts.ts";
import type { Monitor } from "./state.ts";
import type { Station } from "./station.ts";

/** A field that 2.1 must have and earlier versions must not. */
const BESIDES: Partial<Record<string, { eventNotificationType: "CustomMonitor" }>> = {
  "ocpp2.1": { eventNotificationType: "CustomMonitor" },
};

/** Streams a report of variables in several parts, in order (B07, B08). */
export async function reportVariables(
  station: Station,
  requestId: number,
  variables: readonly Variable[],
): Promise<void> {
  const generatedAt = wireTime(station.timers.now());
  const all = parts(variables);
  for (const [seqNo, part] of all.entries()) {
    await notify(station, notifyReport, {
      ...{ requestId, generatedAt, seqNo, tbc: seqNo < all.length - 1 },
      reportData: part.map((one) => station.model.report(one)),
    });
  }
}

/** Streams a report of monitors in several parts (N02). */
export async function reportMonitors(
  station: Station,
  requestId: number,
  monitors: readonly Monitor[],
): Promise<void> {
  const generatedAt = wireTime(station.timers.now());
  const all = parts(monitors);
  const extra = BESIDES[station.dialect.protocol];
  for (const [seqNo, part] of all.entries()) {
    await notify(station, notifyMonitoringReport, {
      ...{ requestId, generatedAt, seqNo, tbc: seqNo < all.length - 1 },
      monitor: part.map(({ component, variable, id, value, type, severity, transaction }) => ({
        component,
        variable,
        variableMonitoring: [
          { id, value, type, severity, transaction: transaction ?? false, ...extra },
        ],
      })),
    });
  }
}
