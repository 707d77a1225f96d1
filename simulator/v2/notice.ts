import type { z } from "zod";
import { type eventData, notifyEvent } from "../../ocpp/v2/events.ts";
import { wireTime } from "../../ocpp/time.ts";
import { notify } from "../calls.ts";
import type { Station } from "./station.ts";

/** Sends one event of a variable (N07). */
export function notice(
  station: Station,
  event: Omit<z.input<typeof eventData>, "eventId" | "timestamp">,
): Promise<void> {
  const timestamp = wireTime(station.timers.now());
  return notify(station, notifyEvent, {
    generatedAt: timestamp,
    seqNo: 0,
    eventData: [{ eventId: station.nextEvent++, timestamp, ...event }],
  });
}
