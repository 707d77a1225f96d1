import type { z } from "zod";
import { clearDERControl, getDERControl, setDERControl } from "../../../ocpp/v2/der_control.ts";
import { reportDERControl } from "../../../ocpp/v2/der_reports.ts";
import { notify } from "../../calls.ts";
import type { Station } from "../station.ts";
import { answer } from "./answer.ts";

type Control = z.output<typeof setDERControl.request>;
type Report = z.input<typeof reportDERControl.request>;

const SETTINGS = [
  "curve",
  "enterService",
  "fixedPFAbsorb",
  "fixedPFInject",
  "fixedVar",
  "freqDroop",
  "gradient",
  "limitMaxDischarge",
] as const;

/** The priority of the setting that a control has; 0 goes before all. */
function priority(control: Control): number | undefined {
  const name = SETTINGS.find((name) => control[name] !== undefined);
  return name && control[name]?.priority;
}

const rivals = (a: Control, b: Control) =>
  a.controlType === b.controlType && a.isDefault === b.isDefault && a.controlId !== b.controlId;

/** Whether another control of its kind goes before it (2.1 R04). */
function superseded(controls: readonly Control[], one: Control): boolean {
  return controls.some((other) => rivals(other, one) && priority(other)! < priority(one)!);
}

/** One control in the list that its kind has in a report. */
function entry(controls: readonly Control[], control: Control): Partial<Report> {
  const { controlId: id, controlType: curveType, isDefault } = control;
  const state = { id, isDefault, isSuperseded: superseded(controls, control) };
  const { curve, enterService, fixedPFAbsorb, fixedPFInject, fixedVar } = control;
  const { freqDroop, gradient, limitMaxDischarge } = control;
  if (curve) return { curve: [{ ...state, curve, curveType }] };
  if (enterService) return { enterService: [{ id, enterService }] };
  if (fixedPFAbsorb) return { fixedPFAbsorb: [{ ...state, fixedPF: fixedPFAbsorb }] };
  if (fixedPFInject) return { fixedPFInject: [{ ...state, fixedPF: fixedPFInject }] };
  if (fixedVar) return { fixedVar: [{ ...state, fixedVar }] };
  if (freqDroop) return { freqDroop: [{ ...state, freqDroop }] };
  if (gradient) return { gradient: [{ id, gradient }] };
  return limitMaxDischarge ? { limitMaxDischarge: [{ ...state, limitMaxDischarge }] } : {};
}

async function report(station: Station, requestId: number, found: readonly Control[]) {
  for (const [n, control] of found.entries()) {
    await notify(station, reportDERControl, {
      ...{ requestId, tbc: n < found.length - 1 },
      ...entry(station.state.controls, control),
    });
  }
}

const matches = (
  control: Control,
  by: { isDefault?: boolean; controlType?: string; controlId?: string },
) =>
  (by.isDefault ?? control.isDefault) === control.isDefault &&
  (by.controlType ?? control.controlType) === control.controlType &&
  (by.controlId ?? control.controlId) === control.controlId;

export const der = [
  answer(setDERControl, ({ state }, control) => {
    if (priority(control) === undefined) {
      return { status: "Rejected" as const, statusInfo: { reasonCode: "MissingParam" } };
    }
    const kept = state.controls.filter(({ controlId }) => controlId !== control.controlId);
    if (kept.length >= 24) return { status: "Rejected" as const };
    state.controls = [...kept, control];
    const supersededIds = kept.filter((one) =>
      rivals(one, control) && priority(control)! < priority(one)!
    ).map(({ controlId }) => controlId);
    return { status: "Accepted" as const, ...supersededIds.length > 0 ? { supersededIds } : {} };
  }),
  answer(getDERControl, (station, { requestId, ...by }) => {
    const found = station.state.controls.filter((control) => matches(control, by));
    if (found.length === 0) return { status: "NotFound" as const };
    station.afterwards.push(() => report(station, requestId, found));
    return { status: "Accepted" as const };
  }),
  answer(clearDERControl, ({ state }, by) => {
    const kept = state.controls.filter((control) => !matches(control, by));
    const found = kept.length < state.controls.length;
    state.controls = kept;
    return { status: found ? "Accepted" as const : "NotFound" as const };
  }),
];
