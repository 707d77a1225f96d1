import { transactionEvent } from "../../ocpp/v2/transactions.ts";
import { wireTime } from "../../ocpp/time.ts";
import { call, online } from "../calls.ts";
import type { Letter } from "../outbox.ts";
import type { Event, MeterValue, Running, Token } from "./state.ts";
import { type Evse, evseOf, type Station } from "./station.ts";
import { chargingStateOf } from "./status.ts";
import { remember } from "./tokens.ts";
import { refused } from "./transactions.ts";

export type Trigger = Event["triggerReason"];
export type Reason = NonNullable<Event["transactionInfo"]["stoppedReason"]>;

/** What an event may tell besides. */
export interface Details {
  readonly meterValue?: MeterValue[];
  readonly token?: Token;
  readonly reason?: Reason;
  readonly reservationId?: number;
  readonly at?: string;
}

/** Puts an event of a transaction in the queue: it is numbered now, and sent when it can be (E04, E12). */
export function tell(
  station: Station,
  evse: Evse,
  running: Running,
  eventType: Event["eventType"],
  triggerReason: Trigger,
  { meterValue = [], token, reason, reservationId, at }: Details = {},
): void {
  running.chargingState = chargingStateOf(station, evse);
  const { remoteStartId, chargingState } = running;
  const payload: Event = {
    eventType,
    timestamp: at ?? wireTime(station.timers.now()),
    triggerReason,
    seqNo: running.seqNo++,
    transactionInfo: {
      transactionId: running.id,
      chargingState,
      ...reason === undefined ? {} : { stoppedReason: reason },
      ...remoteStartId === undefined ? {} : { remoteStartId },
    },
    ...online(station) ? {} : { offline: true },
    ...meterValue.length === 0 ? {} : { meterValue },
    ...eventType === "Started" ? { evse: { id: evse.id, connectorId: 1 } } : {},
    ...token === undefined ? {} : { idToken: token },
    ...reservationId === undefined ? {} : { reservationId },
  };
  station.outbox.post({
    action: transactionEvent.name,
    transaction: running.key,
    payload: payload as unknown as Record<string, unknown>,
  });
}

/** Sends an event that was kept and takes in what the CSMS answers. */
export async function deliver(station: Station, letter: Letter): Promise<void> {
  const payload = letter.payload as unknown as Event;
  const times = station.options.quirks.repeats ? 2 : 1;
  for (let time = 0; time < times; time++) {
    const { idTokenInfo, totalCost } = await call(station, transactionEvent, payload);
    const running = station.state.running.find(({ key }) => key === letter.transaction);
    if (running && totalCost !== undefined) running.cost = totalCost;
    if (!payload.idToken || !idTokenInfo) continue;
    remember(station, payload.idToken, idTokenInfo);
    if (idTokenInfo.groupIdToken && running) running.group ??= idTokenInfo.groupIdToken;
    if (running && idTokenInfo.status !== "Accepted" && payload.eventType !== "Ended") {
      refused(station, evseOf(station, running.connector), running);
    }
  }
}
