import type { AttributeType, Component, Place } from "../model/device.ts";

/** A variable of a component, and which of its values is meant. */
export interface Reference extends Place {
  readonly type?: AttributeType;
}

const types: readonly AttributeType[] = ["Actual", "Target", "MinSet", "MaxSet"];

const grammar =
  /^(?<component>[^[\]@./#]+)(?:\[(?<instance>[^\]]+)\])?(?:@(?<evse>\d{1,6})(?:\.(?<connector>\d{1,6}))?)?[./](?<variable>[^[\]@/#]+)(?:\[(?<which>[^\]]+)\])?(?:#(?<type>\w+))?$/;

/** Characters with a meaning in a key are written as `%` and their code. */
const escaped = (text: string, special: RegExp): string =>
  text.replace(special, (c) => `%${c.charCodeAt(0).toString(16).padStart(2, "0")}`);
const name = (text: string) => escaped(text, /[[\]@./#%]/g);
const inBrackets = (text: string | undefined) => text ? `[${escaped(text, /[\]%]/g)}]` : "";
const plain = (text: string) =>
  text.replace(/%([0-9a-f]{2})/gi, (_, code) => String.fromCharCode(parseInt(code, 16)));

/** A component as it stands in a key: `Connector@1.2`, `Controller[left]`. */
function componentKey({ name: of, instance, evse, connector }: Component): string {
  const at = evse ? `@${evse}${connector ? `.${connector}` : ""}` : "";
  return `${name(of)}${inBrackets(instance)}${at}`;
}

/**
 * Writes a variable as one key: `Component[instance]@evse.connector.Variable[instance]#Type`, in which
 * all but the two names is left out where there is none, and `#Actual` always.
 */
export function placeKey({ component, variable, type = "Actual" }: Reference): string {
  const of = type === "Actual" ? "" : `#${type}`;
  return `${componentKey(component)}.${name(variable.name)}${inBrackets(variable.instance)}${of}`;
}

/** Reads a key; a `/` may stand before the variable. Undefined for what names no variable of a component. */
export function readPlace(key: string): Reference | undefined {
  const found = grammar.exec(key.trim())?.groups;
  if (!found) return undefined;
  const type = types.find((each) => each.toLowerCase() === (found.type ?? "Actual").toLowerCase());
  if (!type) return undefined;
  const evse = Number(found.evse ?? 0);
  const connector = Number(found.connector ?? 0);
  return {
    component: {
      name: plain(found.component!),
      ...(found.instance ? { instance: plain(found.instance) } : {}),
      ...(evse ? { evse } : {}),
      ...(evse && connector ? { connector } : {}),
    },
    variable: {
      name: plain(found.variable!),
      ...(found.which ? { instance: plain(found.which) } : {}),
    },
    ...(type === "Actual" ? {} : { type }),
  };
}

/** Names compare without case (2.x part 2, identifierString), and keys have an end. */
const part = (text = ""): string => text.trim().toLowerCase().slice(0, 100);

/** Where a variable stands in the store, after the station. */
type PlaceId = [
  component: string,
  instance: string,
  evse: number,
  connector: number,
  variable: string,
  variableInstance: string,
];

/** EVSE 0 is the station as a whole, as where none is named (quirk 50). */
export function placeId({ component, variable }: Place): PlaceId {
  const { name: of, instance, evse = 0, connector = 0 } = component;
  return [part(of), part(instance), evse, connector, part(variable.name), part(variable.instance)];
}

/** The first part of the keys of a component's variables. */
export const componentPart = part;
