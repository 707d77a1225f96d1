import type { z } from "zod";
import type { reportData } from "../../../ocpp/v2/reports.ts";
import type { Table } from "./controllers.ts";
import {
  type AttributeType,
  type Component,
  fits,
  type Variable,
  type VariableName,
} from "./variable.ts";

type ReportData = z.input<typeof reportData>;
type Missing = "UnknownComponent" | "UnknownVariable" | "NotSupportedAttributeType";

/** All variables of a station; their values are kept by whoever keeps the state. */
export interface DeviceModel {
  readonly variables: readonly Variable[];
  /** The variable, or why there is none. */
  find(component: Component, variable: VariableName, type?: AttributeType): Variable | Missing;
  value(variable: Variable): string;
  set(
    component: Component,
    variable: VariableName,
    value: string,
    type?: AttributeType,
  ): Missing | "Accepted" | "Rejected" | "RebootRequired";
  /** The value of a controller's variable by its key, as `TxCtrlr.TxStartPoint` or `Component.Variable/Instance`. */
  text(key: string): string;
  int(key: string): number;
  flag(key: string): boolean;
  list(key: string): string[];
  /** Sets a value that the station decides itself, read-only or not. */
  keep(key: string, value: string): void;
  report(variable: Variable): ReportData;
}

/** Names are compared without case (2.0.1 part 2, identifierString). */
const same = (a: string | undefined, b: string | undefined) =>
  (a ?? "").toLowerCase() === (b ?? "").toLowerCase();

/** A component's own name, with its EVSE and connector where it belongs to one. */
function nameOf({ name, instance, evse }: Component): string {
  const place = evse ? `[${[evse.id, evse.connectorId].filter(Number.isInteger).join(":")}]` : "";
  return `${name}${instance === undefined ? "" : `/${instance}`}${place}`;
}

/** The key under which a value is kept. */
export function keyOf({ component, variable }: Pick<Variable, "component" | "variable">): string {
  const { name, instance } = variable;
  return `${nameOf(component)}.${name}${instance === undefined ? "" : `/${instance}`}`;
}

/** Puts tables together; `values` holds what differs from the factory's. */
export function deviceModel(
  tables: readonly (readonly [Component, Table])[],
  values: Record<string, string>,
): DeviceModel {
  const variables = tables.flatMap(([component, table]) =>
    Object.entries(table).map(([name, kind]): Variable => {
      const [variable = "", instance] = name.split("/");
      return { component, variable: { name: variable, ...instance ? { instance } : {} }, ...kind };
    })
  );
  const byKey = new Map(variables.map((one) => [keyOf(one).toLowerCase(), one]));
  const components = new Set(variables.map(({ component }) => nameOf(component).toLowerCase()));

  function value(variable: Variable): string {
    const kept = values[keyOf(variable)];
    if (kept !== undefined) return kept;
    return typeof variable.value === "function" ? variable.value() : variable.value;
  }

  function known(key: string): Variable {
    const found = byKey.get(key.toLowerCase());
    if (found) return found;
    throw new Error(`the device model has no ${key}`);
  }

  // Owners may set variables of their own making, as `Component.Variable`.
  for (const [key, text] of Object.entries(values)) {
    if (byKey.has(key.toLowerCase())) continue;
    const [name = key, rest = "Value"] = key.split(".");
    const own: Variable = {
      ...{ component: { name }, variable: { name: rest }, dataType: "string", value: text },
      mutability: "ReadWrite",
    };
    variables.push(own);
    byKey.set(keyOf(own).toLowerCase(), own);
    components.add(name.toLowerCase());
  }

  const model: DeviceModel = {
    variables,
    value,
    find(component, variable, type = "Actual") {
      const found = variables.find((one) =>
        same(nameOf(one.component), nameOf(component)) &&
        same(one.variable.name, variable.name) && same(one.variable.instance, variable.instance)
      );
      if (found) return type === "Actual" ? found : "NotSupportedAttributeType";
      const exists = components.has(nameOf(component).toLowerCase());
      return exists ? "UnknownVariable" : "UnknownComponent";
    },
    set(component, variable, text, type) {
      const found = model.find(component, variable, type);
      if (typeof found === "string") return found;
      if (found.mutability === "ReadOnly" || !fits(found, text)) return "Rejected";
      values[keyOf(found)] = text;
      return found.reboot ? "RebootRequired" : "Accepted";
    },
    text: (key) => value(known(key)),
    int: (key) => Number(model.text(key)),
    flag: (key) => model.text(key).toLowerCase() === "true",
    list: (key) => model.text(key).split(",").map((part) => part.trim()).filter(Boolean),
    keep(key, text) {
      values[keyOf(known(key))] = text;
    },
    report(one) {
      const { component, variable, dataType, mutability, unit, min, max, valuesList } = one;
      return {
        component,
        variable,
        variableAttribute: [{
          type: "Actual",
          ...mutability === "WriteOnly" ? {} : { value: value(one) },
          mutability,
          persistent: !one.hardware,
          constant: false,
        }],
        variableCharacteristics: {
          dataType,
          supportsMonitoring: dataType === "integer" || dataType === "decimal",
          ...unit === undefined ? {} : { unit },
          ...min === undefined ? {} : { minLimit: min },
          ...max === undefined ? {} : { maxLimit: max },
          ...valuesList === undefined ? {} : { valuesList },
        },
      };
    },
  };
  return model;
}
