import type { StationSettings } from "../model.ts";

/** How a station is treated until somebody says otherwise. */
export const defaultSettings: StationSettings = {
  strictness: "lenient",
  connectorZero: "station",
  reapply: false,
  signing: "ask",
};
