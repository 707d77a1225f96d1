import type { Identity } from "../model/identity.ts";
import type { Protocol } from "../model.ts";

/** Whether a station may speak a version. */
export const maySpeak = ({ allowedProtocols }: Identity, version: Protocol): boolean =>
  allowedProtocols?.includes(version) ?? true;
