import type { Station } from "../model.ts";

/** The names that a station may give itself: its id, and the serial number it tells (2.x part 2 §1.4.1). */
export function namesOf({ id, serial }: Station): string[] {
  return serial === undefined ? [id] : [id, serial];
}

/** Whether kvolt's CA may sign for a use: vehicles trust the CAs of ISO 15118 alone. */
export function isOwnUse(use: string | undefined): boolean {
  return use === undefined || use === "ChargingStationCertificate";
}
