import type { z } from "zod";
import type { component, variable } from "../../../ocpp/v2/component.ts";
import type { variableCharacteristics } from "../../../ocpp/v2/reports.ts";

export type Component = z.output<typeof component>;
export type VariableName = z.output<typeof variable>;
export type AttributeType = "Actual" | "Target" | "MinSet" | "MaxSet";
type DataType = z.output<typeof variableCharacteristics>["dataType"];

/** One variable of the device model with its attribute Actual (2.0.1 part 1 §4.1). */
export interface Variable {
  readonly component: Component;
  readonly variable: VariableName;
  readonly dataType: DataType;
  readonly mutability: "ReadOnly" | "WriteOnly" | "ReadWrite";
  readonly value: string | (() => string);
  readonly unit?: string;
  readonly min?: number;
  readonly max?: number;
  readonly valuesList?: string;
  /** A new value holds from the next restart on. */
  readonly reboot?: true;
  /** A part of the hardware rather than a setting: only a full inventory has it (B07). */
  readonly hardware?: true;
}

/** What a variable is, but for where it belongs. */
export type Kind = Omit<Variable, "component" | "variable">;

type More = Partial<Omit<Kind, "value" | "dataType">>;

const kind = (dataType: DataType) => (value: string | (() => string), more: More = {}): Kind => ({
  ...{ dataType, value, mutability: "ReadWrite" },
  ...more,
});

const numeric = kind("integer");

export const string = kind("string");
export const decimal = kind("decimal");
export const dateTime = kind("dateTime");
export const options = kind("OptionList");
export const sequence = kind("SequenceList");
export const members = kind("MemberList");

/** A whole number that is not negative. */
export const integer = (value: number, more: More = {}): Kind =>
  numeric(String(value), { min: 0, ...more });

/** A flag; its list of values is implied (2.0.1 part 2 §2, DataEnumType). */
export const flag = (value: boolean, more: More = {}): Kind => ({
  ...kind("boolean")(String(value)),
  ...more,
});

/** The same, not to be written. */
export const fixed = (kind: Kind): Kind => ({ ...kind, mutability: "ReadOnly" });

/** Whether a value is one that a variable may take. */
export function fits({ dataType, min, max, valuesList }: Variable, value: string): boolean {
  const list = valuesList?.split(",");
  const parts = value.split(",").map((part) => part.trim()).filter(Boolean);
  switch (dataType) {
    case "boolean":
      return /^(true|false)$/i.test(value);
    case "integer":
    case "decimal": {
      const form = dataType === "integer" ? /^[+-]?\d{1,15}$/ : /^[+-]?\d+(\.\d+)?$/;
      return form.test(value) && Number(value) >= (min ?? -Infinity) &&
        Number(value) <= (max ?? Infinity);
    }
    case "OptionList":
      return !list || list.includes(value);
    case "SequenceList":
    case "MemberList":
      return !list || parts.every((part) => list.includes(part));
    case "dateTime":
      return !Number.isNaN(Date.parse(value));
    case "string":
      return value.length >= (min ?? 0) && value.length <= (max ?? 2500);
  }
}
