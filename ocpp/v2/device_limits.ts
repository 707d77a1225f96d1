import type { DeviceLimits, Place } from "../../csms/model/device.ts";

/** How much fits in one message, by component, variable and instance (2.x part 2, appendix 3). */
const fields: Readonly<Record<string, keyof DeviceLimits>> = {
  "devicedatactrlr itemspermessage getvariables": "readItems",
  "devicedatactrlr bytespermessage getvariables": "readBytes",
  "devicedatactrlr itemspermessage setvariables": "writeItems",
  "devicedatactrlr bytespermessage setvariables": "writeBytes",
  "monitoringctrlr itemspermessage setvariablemonitoring": "watchItems",
  "monitoringctrlr bytespermessage setvariablemonitoring": "watchBytes",
  "localauthlistctrlr itemspermessage": "listItems",
  "localauthlistctrlr bytespermessage": "listBytes",
};

/** The limits that are among some values. */
export function limitsIn(values: readonly (Place & { readonly value?: string })[]): DeviceLimits {
  const found = values.flatMap(({ component, variable, value }) => {
    const name = `${component.name} ${variable.name} ${variable.instance ?? ""}`;
    const field = fields[name.trim().toLowerCase()];
    const limit = Number(value);
    return field && value !== undefined && Number.isInteger(limit) && limit > 0
      ? [[field, limit] as const]
      : [];
  });
  return Object.fromEntries(found);
}
