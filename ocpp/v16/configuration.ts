import { z } from "zod";
import type { Outcome } from "../../csms/verbs.ts";
import { action } from "../action.ts";
import { text } from "../text.ts";
import { featuresIn } from "./features.ts";

/** One key as the station has it; a value may be absent (1.6 §7.29). */
const keyValue = z.strictObject({
  key: text(50),
  readonly: z.boolean(),
  value: text(500).optional(),
});

/** The station tells its configuration; no list of keys asks for all of them (1.6 §5.8). */
export const getConfiguration = action("GetConfiguration", {
  request: z.strictObject({ key: z.array(text(50)).optional() }),
  response: z.strictObject({
    configurationKey: z.array(keyValue).optional(),
    unknownKey: z.array(text(50)).optional(),
  }),
}).answered(async (_, { configurationKey = [] }, { csms, station, change }) => {
  await csms.devices.configuration.reported(change, station, configurationKey);
  const features = featuresIn(configurationKey);
  if (features) await csms.stations.learnFeatures(change, station, features);
}).does("getConfiguration", {
  encode: ({ keys }) => keys ? { key: [...keys] } : {},
  decode: ({ configurationKey = [], unknownKey = [] }) => ({
    accepted: true,
    status: "Accepted",
    keys: configurationKey,
    unknown: unknownKey,
  }),
});

/** The station takes one configuration value (1.6 §5.3). */
export const changeConfiguration = action("ChangeConfiguration", {
  request: z.strictObject({ key: text(50), value: text(500) }),
  response: z.strictObject({
    status: z.enum(["Accepted", "Rejected", "RebootRequired", "NotSupported"]),
  }),
}).answered(async ({ key, value }, { status }, { csms, station, change }) => {
  const { configuration } = csms.devices;
  if (status === "Accepted" || status === "RebootRequired") {
    await configuration.changed(change, station, key, value);
  } else await configuration.refused(change, station, key, value, status);
}).does("setConfiguration", {
  encode: ({ key, value }) => ({ key, value }),
  decode: taken,
}).does("giveKey", {
  // In hex, whatever the bytes (security whitepaper, AuthorizationKey).
  encode: ({ secret }) => ({ key: "AuthorizationKey", value: secret }),
  decode: taken,
});

function taken({ status }: { status: string }): Outcome {
  return { accepted: status === "Accepted" || status === "RebootRequired", status };
}
