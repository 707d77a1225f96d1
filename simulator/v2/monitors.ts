import { notifyPeriodicEventStream, openPeriodicEventStream } from "../../ocpp/v2/event_streams.ts";
import { wireTime } from "../../ocpp/time.ts";
import { notify, online } from "../calls.ts";
import { notice } from "./notice.ts";
import type { Monitor } from "./state.ts";
import type { Station } from "./station.ts";

/** What a monitored variable is now; undefined where there is none any more. */
function valueOf({ model }: Station, { component, variable }: Monitor): string | undefined {
  const found = model.find(component, variable);
  return typeof found === "string" ? undefined : model.value(found);
}

function event(
  station: Station,
  monitor: Monitor,
  trigger: "Alerting" | "Delta" | "Periodic",
  actualValue: string,
  cleared?: boolean,
): void {
  // N17: what is less severe than the level is not told; 0 is the most severe.
  if (monitor.severity > station.model.int("MonitoringCtrlr.ActiveMonitoringLevel")) return;
  notice(station, {
    ...{ trigger, actualValue, component: monitor.component, variable: monitor.variable },
    variableMonitoringId: monitor.id,
    eventNotificationType: "CustomMonitor",
    ...cleared === undefined ? {} : { cleared },
  });
}

/** Tells of the thresholds that were passed, and of values that changed much, since the last look (N02, N07). */
export function watchMonitors(station: Station): void {
  if (!online(station)) return;
  for (const monitor of station.state.monitors) {
    const text = valueOf(station, monitor);
    const value = Number(text);
    if (text === undefined || Number.isNaN(value)) continue;
    const before = station.seen.get(monitor.id);
    if (monitor.type === "Delta") {
      if (before && Math.abs(value - before.value) < monitor.value) continue;
      station.seen.set(monitor.id, { value, alerting: false });
      if (before) event(station, monitor, "Delta", text);
      continue;
    }
    if (monitor.type !== "UpperThreshold" && monitor.type !== "LowerThreshold") continue;
    const over = monitor.type === "UpperThreshold" ? value > monitor.value : value < monitor.value;
    station.seen.set(monitor.id, { value, alerting: over });
    if (over !== (before?.alerting ?? false)) event(station, monitor, "Alerting", text, !over);
  }
}

/** The stream that a monitor feeds, and what it sends (2.1 N11). */
function stream(station: Station, monitor: Monitor, actualValue: string): boolean {
  if (!station.state.streams.some((one) => one.monitor === monitor.id)) return false;
  station.link.send(notifyPeriodicEventStream.name, {
    id: monitor.id,
    pending: 0,
    basetime: wireTime(station.timers.now()),
    data: [{ t: 0, v: actualValue }],
  });
  return true;
}

/** Seconds until a periodic monitor tells its value again. */
function interval(station: Station, { id, type, value }: Monitor): number {
  const stream = station.state.streams.find(({ monitor }) => monitor === id);
  const every = Math.max(1, stream?.params.interval ?? value);
  if (type === "Periodic") return every;
  return every - station.timers.now().getTime() / 1000 % every;
}

/** Starts the periodic monitors anew. */
export function armMonitors(station: Station): void {
  station.stopMonitors();
  const cancels = new Map<number, () => void>();
  const again = (monitor: Monitor) => {
    const cancel = station.timers.after(interval(station, monitor) * 1000, () => {
      const value = valueOf(station, monitor);
      if (value !== undefined && online(station) && !stream(station, monitor, value)) {
        event(station, monitor, "Periodic", value);
      }
      again(monitor);
    });
    cancels.set(monitor.id, cancel);
  };
  for (const monitor of station.state.monitors) {
    if (/^Periodic/.test(monitor.type)) again(monitor);
  }
  station.stopMonitors = () => {
    for (const cancel of cancels.values()) cancel();
  };
}

/** Opens the stream that a monitor asks for (2.1 N11). */
export function openStream(station: Station, monitor: Monitor): void {
  const params = monitor.periodicEventStream;
  if (!params) return;
  station.state.streams.push({ monitor: monitor.id, params });
  notify(station, openPeriodicEventStream, {
    constantStreamData: { id: monitor.id, params, variableMonitoringId: monitor.id },
  });
}
