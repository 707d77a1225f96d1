import type { AttributeType, Component, Place } from "../../csms/model/device.ts";
import type { Selected, VariableResult } from "../../csms/verbs.ts";
import { type Reason, whyOf } from "./status_info.ts";

interface WireComponent {
  readonly name: string;
  readonly instance?: string;
  readonly evse?: { readonly id: number; readonly connectorId?: number };
}
interface WireVariable {
  readonly name: string;
  readonly instance?: string;
}
interface WireSaid {
  readonly component: WireComponent;
  readonly variable: WireVariable;
  readonly attributeType?: AttributeType;
  readonly statusInfo?: Reason;
  readonly attributeStatusInfo?: Reason;
}

/** A component as it came; EVSE 0 and connector 0 stand for none (quirk 50). */
export function componentOf({ name, instance, evse }: WireComponent): Component {
  return {
    name,
    ...(instance ? { instance } : {}),
    ...(evse?.id ? { evse: evse.id } : {}),
    ...(evse?.id && evse.connectorId ? { connector: evse.connectorId } : {}),
  };
}

/** A variable of a component as it came. */
export function placeOf(
  { component, variable: { name, instance } }: {
    component: WireComponent;
    variable: WireVariable;
  },
): Place {
  return {
    component: componentOf(component),
    variable: { name, ...(instance ? { instance } : {}) },
  };
}

/** A component for the wire. */
export function wireComponent({ name, instance, evse, connector }: Component): WireComponent {
  return {
    name,
    ...(instance === undefined ? {} : { instance }),
    ...(evse === undefined
      ? {}
      : { evse: { id: evse, ...(connector === undefined ? {} : { connectorId: connector }) } }),
  };
}

/** A variable of a component for the wire. */
export function wirePlace({ component, variable: { name, instance } }: Place) {
  return {
    component: wireComponent(component),
    variable: { name, ...(instance === undefined ? {} : { instance }) },
  };
}

/** A component, or one variable of it, for the wire. */
export function wireSelected({ component, variable }: Selected) {
  return variable ? wirePlace({ component, variable }) : { component: wireComponent(component) };
}

/** What a station said to one variable of a list. */
export function resultOf(said: WireSaid, status: string): VariableResult {
  const { attributeType: type, attributeStatusInfo, statusInfo } = said;
  return {
    ...placeOf(said),
    ...(type === undefined || type === "Actual" ? {} : { type }),
    status,
    ...whyOf(attributeStatusInfo ?? statusInfo),
  };
}

/** The outcome of a list of requests in one: accepted where every part of it was. */
export function together<T extends { status: string }>(
  items: readonly T[],
  yes: readonly string[] = ["Accepted"],
): { accepted: boolean; status: string; why?: string; items: readonly T[] } {
  const worst = items.find(({ status }) => !yes.includes(status)) ?? items[0];
  const why = (worst as { why?: string } | undefined)?.why;
  return {
    accepted: items.every(({ status }) => yes.includes(status)),
    status: worst?.status ?? "Rejected",
    ...(why === undefined ? {} : { why }),
    items,
  };
}
