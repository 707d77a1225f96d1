import { getBaseReport, getReport } from "../../../ocpp/v2/reports.ts";
import type { Component, Variable, VariableName } from "../model/variable.ts";
import { reportVariables } from "../reports.ts";
import type { Station } from "../station.ts";
import { answer } from "./answer.ts";

interface Wanted {
  readonly component: Component;
  readonly variable?: VariableName;
}

const same = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();

/** Whether a criterion, in which absent fields mean any, is about a variable (B08.FR.20 on). */
export function about(wanted: Wanted, component: Component, variable: VariableName): boolean {
  const { evse } = wanted.component;
  return same(wanted.component.name, component.name) &&
    (wanted.component.instance ?? component.instance) === component.instance &&
    (evse?.id ?? component.evse?.id) === component.evse?.id &&
    (evse?.connectorId ?? component.evse?.connectorId) === component.evse?.connectorId &&
    (!wanted.variable || same(wanted.variable.name, variable.name)) &&
    (wanted.variable?.instance ?? variable.instance) === variable.instance;
}

/** Whether a component meets one of the criteria; one that lacks the variable is Active and Available (B08.FR.09 on). */
function meets({ model }: Station, component: Component, criteria: readonly string[]): boolean {
  return criteria.some((name) => {
    const found = model.find(component, { name });
    if (typeof found === "string") return name === "Active" || name === "Available";
    return model.value(found) === "true";
  });
}

function stream(station: Station, requestId: number, variables: readonly Variable[]) {
  if (variables.length === 0) return { status: "EmptyResultSet" as const };
  station.afterwards.push(() => reportVariables(station, requestId, variables));
  return { status: "Accepted" as const };
}

const SUMMARY = ["AvailabilityState", "Problem", "Available", "Enabled"];

export const reports = [
  answer(getBaseReport, (station, { requestId, reportBase }) => {
    const { variables } = station.model;
    switch (reportBase) {
      case "FullInventory":
        return stream(station, requestId, variables);
      case "ConfigurationInventory":
        return stream(
          station,
          requestId,
          variables.filter(({ hardware, mutability }) => !hardware || mutability === "ReadWrite"),
        );
      case "SummaryInventory":
        return stream(
          station,
          requestId,
          variables.filter(({ variable }) => SUMMARY.includes(variable.name)),
        );
    }
  }),
  answer(getReport, (station, { requestId, componentVariable, componentCriteria }) =>
    stream(
      station,
      requestId,
      station.model.variables.filter(({ component, variable }) =>
        (componentVariable?.some((wanted) => about(wanted, component, variable)) ?? true) &&
        (!componentCriteria || meets(station, component, componentCriteria))
      ),
    )),
];
