import { z } from "zod";
import { text } from "../text.ts";
import { object } from "./object.ts";
import { unsigned } from "./types.ts";

/** An EVSE, or one of its connectors (EVSEType). */
export const evse = object({ id: unsigned, connectorId: unsigned.optional() });

/** A physical or logical part of a station (ComponentType). */
export const component = object({
  evse: evse.optional(),
  name: text(50),
  instance: text(50).optional(),
});

/** What of a component can be read, set or watched (VariableType). */
export const variable = object({ name: text(50), instance: text(50).optional() });

/** A component, and perhaps one variable of it (ComponentVariableType). */
export const componentVariable = object({ component, variable: variable.optional() });

/** Which of the values of a variable is meant; absent means Actual (AttributeEnumType). */
export const attributeType = z.enum(["Actual", "Target", "MinSet", "MaxSet"]);
