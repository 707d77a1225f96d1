import { CallError } from "../../../ocpp/errors.ts";
import { getVariables, setVariables } from "../../../ocpp/v2/variables.ts";
import { ITEMS } from "../model/controllers.ts";
import { keyOf } from "../model/device_model.ts";
import { watchMonitors } from "../monitors.ts";
import { arm } from "../registration.ts";
import type { Station } from "../station.ts";
import { answer } from "./answer.ts";

/** Refuses more items than ItemsPerMessage allows (B05.FR.11, B06.FR.16). */
export function bounded({ dialect }: Station, what: string, items: readonly unknown[]): void {
  if (items.length <= ITEMS) return;
  const text = `at most ${ITEMS} items in one ${what}: ${items.length}`;
  throw new CallError(dialect.occurrence, text);
}

export const variables = [
  answer(getVariables, (station, { getVariableData }) => {
    bounded(station, "GetVariables", getVariableData);
    const { model } = station;
    return {
      getVariableResult: getVariableData.map(({ component, variable, attributeType }) => {
        const found = model.find(component, variable, attributeType);
        const asked = { component, variable, ...attributeType ? { attributeType } : {} };
        if (typeof found === "string") return { ...asked, attributeStatus: found };
        // A secret can be written but never read (B06.FR.09).
        if (found.mutability === "WriteOnly") {
          return { ...asked, attributeStatus: "Rejected" as const };
        }
        const attributeValue = model.value(found);
        return { ...asked, attributeStatus: "Accepted" as const, attributeValue };
      }),
    };
  }),
  answer(setVariables, (station, { setVariableData }) => {
    bounded(station, "SetVariables", setVariableData);
    const changed: string[] = [];
    const setVariableResult = setVariableData.map((item) => {
      const { component, variable, attributeType, attributeValue } = item;
      const asked = { component, variable, ...attributeType ? { attributeType } : {} };
      const attributeStatus = station.model.set(component, variable, attributeValue, attributeType);
      if (attributeStatus === "Accepted") changed.push(keyOf({ component, variable }));
      return { ...asked, attributeStatus };
    });
    if (changed.some((key) => /Interval$/i.test(key))) arm(station);
    station.afterwards.push(() => {
      watchMonitors(station);
      // A new password is used at once, on a new connection (A01.FR.02).
      if (changed.some((key) => /\.BasicAuthPassword$/i.test(key))) {
        station.link.drop("new BasicAuthPassword");
      }
    });
    return { setVariableResult };
  }),
];
