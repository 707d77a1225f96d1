import type { Identity } from "../model/identity.ts";
import type { Registration, Station } from "../model.ts";
import { defaultSettings } from "./settings.ts";

/** What is known of a station of which nobody has said anything. */
const nobody: Identity = { status: "active", auth: { type: "none" }, labels: [] };

/** A station of which nothing is known but its name. */
export function newStation(
  id: string,
  { registration, at, identity = nobody }: {
    registration: Registration;
    at: string;
    identity?: Identity;
  },
): Station {
  return {
    ...{ id, registration, identity, createdAt: at, lastSeen: at },
    settings: defaultSettings,
    learned: { unsupported: [] },
  };
}
