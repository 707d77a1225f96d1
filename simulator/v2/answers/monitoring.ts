import type { z } from "zod";
import {
  adjustPeriodicEventStream,
  getPeriodicEventStream,
} from "../../../ocpp/v2/event_streams.ts";
import {
  clearVariableMonitoring,
  getMonitoringReport,
  setMonitoringBase,
  setMonitoringLevel,
  type setMonitoringResult,
  setVariableMonitoring,
} from "../../../ocpp/v2/monitoring.ts";
import { keyOf } from "../model/device_model.ts";
import { armMonitors, openStream, watchMonitors } from "../monitors.ts";
import { reportMonitors } from "../reports.ts";
import type { Monitor } from "../state.ts";
import type { Station } from "../station.ts";
import { answer } from "./answer.ts";
import { about } from "./reports.ts";
import { bounded } from "./variables.ts";

type Wanted = Omit<Monitor, "id"> & { readonly id?: number };
type Result = Pick<z.input<typeof setMonitoringResult>, "status" | "id">;

/** Sets one monitor; what replaces another names it by its id (N04). */
function set(station: Station, wanted: Wanted): Result {
  const { model, state } = station;
  const { id: old, component, variable, type, value, severity } = wanted;
  const found = model.find(component, variable);
  if (found === "UnknownComponent" || found === "UnknownVariable") return { status: found };
  if (typeof found === "string" || severity > 9) return { status: "Rejected" };
  const numeric = found.dataType === "integer" || found.dataType === "decimal";
  if (!numeric && !/^Periodic|^Delta$/.test(type)) return { status: "UnsupportedMonitorType" };
  // N04.FR.05, FR.14: a threshold must be one that can be passed; a delta or an interval is more than 0.
  const outside = value > (found.max ?? Infinity) || value < (found.min ?? -Infinity);
  if (/Threshold$/.test(type) ? outside : value <= 0) return { status: "Rejected" };
  if (old !== undefined && !state.monitors.some(({ id }) => id === old)) {
    return { status: "Rejected" };
  }
  const same = state.monitors.some((one) =>
    one.id !== old && keyOf(one) === keyOf(wanted) && one.type === type && one.severity === severity
  );
  if (same) return { status: "Duplicate" };
  const id = old ?? 1 + Math.max(0, ...state.monitors.map(({ id }) => id));
  forget(station, id);
  const monitor = { ...wanted, id };
  state.monitors.push(monitor);
  station.afterwards.push(() => openStream(station, monitor));
  return { status: "Accepted", id };
}

function forget({ state, seen }: Station, id: number): boolean {
  const known = state.monitors.some((one) => one.id === id);
  state.monitors = state.monitors.filter((one) => one.id !== id);
  state.streams = state.streams.filter(({ monitor }) => monitor !== id);
  seen.delete(id);
  return known;
}

/** The kinds of monitors that the criteria of a report stand for (N02). */
const KINDS: Readonly<Record<string, RegExp>> = {
  ThresholdMonitoring: /Threshold$/,
  DeltaMonitoring: /Delta/,
  PeriodicMonitoring: /^Periodic/,
};

export const monitoring = [
  answer(setVariableMonitoring, (station, { setMonitoringData }) => {
    bounded(station, "SetVariableMonitoring", setMonitoringData);
    const results = setMonitoringData.map((wanted) => {
      const { component, variable, type, severity } = wanted;
      return { ...set(station, wanted), component, variable, type, severity };
    });
    armMonitors(station);
    station.afterwards.push(() => watchMonitors(station));
    return { setMonitoringResult: results };
  }),
  answer(clearVariableMonitoring, (station, { id: ids }) => {
    bounded(station, "ClearVariableMonitoring", ids);
    const results = ids.map((id) => ({
      id,
      status: forget(station, id) ? "Accepted" as const : "NotFound" as const,
    }));
    armMonitors(station);
    return { clearMonitoringResult: results };
  }),
  answer(setMonitoringBase, (station, { monitoringBase }) => {
    station.model.keep("MonitoringCtrlr.ActiveMonitoringBase", monitoringBase);
    // N05.FR.02: none is built in, so that the other two bases are empty.
    if (monitoringBase !== "All") {
      for (const { id } of station.state.monitors) forget(station, id);
      armMonitors(station);
    }
    return { status: "Accepted" as const };
  }),
  answer(setMonitoringLevel, (station, { severity }) => {
    if (severity < 0 || severity > 9) return { status: "Rejected" as const };
    station.model.keep("MonitoringCtrlr.ActiveMonitoringLevel", String(severity));
    return { status: "Accepted" as const };
  }),
  answer(getMonitoringReport, (station, request) => {
    const { requestId, componentVariable, monitoringCriteria } = request;
    const found = station.state.monitors.filter(({ component, variable, type }) =>
      (componentVariable?.some((wanted) => about(wanted, component, variable)) ?? true) &&
      (monitoringCriteria?.some((name) => KINDS[name]!.test(type)) ?? true)
    );
    if (found.length === 0) return { status: "EmptyResultSet" as const };
    station.afterwards.push(() => reportMonitors(station, requestId, found));
    return { status: "Accepted" as const };
  }),
  answer(getPeriodicEventStream, ({ state }) => {
    const data = state.streams.map(({ monitor, params }) => ({
      ...{ id: monitor, variableMonitoringId: monitor, params },
    }));
    return data.length === 0 ? {} : { constantStreamData: data };
  }),
  answer(adjustPeriodicEventStream, (station, { id, params }) => {
    const stream = station.state.streams.find(({ monitor }) => monitor === id);
    if (!stream) return { status: "Rejected" as const };
    stream.params = params;
    armMonitors(station);
    return { status: "Accepted" as const };
  }),
];
