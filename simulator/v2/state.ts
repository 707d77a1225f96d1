import type { z } from "zod";
import type { chargingProfile } from "../../ocpp/v2/charging_profile.ts";
import type { setDERControl } from "../../ocpp/v2/der_control.ts";
import type { messageInfo } from "../../ocpp/v2/display_messages.ts";
import type { idToken, idTokenInfo } from "../../ocpp/v2/id_token.ts";
import type { meterValue } from "../../ocpp/v2/meter_value.ts";
import type { setMonitoringData } from "../../ocpp/v2/monitoring.ts";
import type { networkConnectionProfile } from "../../ocpp/v2/network_profile.ts";
import type { streamParams } from "../../ocpp/v2/stream_params.ts";
import type { tariff } from "../../ocpp/v2/tariff.ts";
import type { transactionEvent } from "../../ocpp/v2/transactions.ts";
import type { Transaction } from "../charge_point.ts";
import { factoryFlash, type Flash } from "../flash.ts";
import type { Placed, TimedProfile } from "../schedule.ts";

export type Token = z.output<typeof idToken>;
export type TokenInfo = z.output<typeof idTokenInfo>;
export type Profile = z.output<typeof chargingProfile>;
export type MeterValue = z.input<typeof meterValue>;
type Tariff = z.output<typeof tariff>;
export type Event = z.input<typeof transactionEvent.request>;
export type ChargingState = NonNullable<Event["transactionInfo"]["chargingState"]>;

/** A profile as it was sent, with what decides on its limits. */
export type TimedSource = TimedProfile & { readonly source: Profile };

export interface Reservation {
  readonly id: number;
  /** The EVSE; 0 where any will do. */
  readonly connector: number;
  readonly token: Token;
  readonly group?: Token;
  readonly expiresAt: string;
}

/** A variable's monitor, as it was set. */
export type Monitor = z.output<typeof setMonitoringData> & { readonly id: number };

/** A transaction that runs. */
export interface Running extends Omit<Transaction, "id" | "tag"> {
  readonly id: string;
  tag: string;
  token?: Token;
  /** The group of the token, so that others of it may end the transaction. */
  group?: Token;
  /** Whoever charges is allowed to: false before the authorization and after its end. */
  authorized: boolean;
  seqNo: number;
  chargingState: ChargingState;
  remoteStartId?: number;
  /** The CSMS refused the token: it stays open, but nothing flows. */
  refused?: boolean;
  priority?: boolean;
  /** What the CSMS says that it costs so far. */
  cost?: number;
  tariff?: Tariff;
  /** The readings that its end will carry. */
  readonly data: MeterValue[];
}

/** What a station of 2.x keeps in flash; plain JSON. */
export interface State extends Flash {
  cache: Record<string, TokenInfo>;
  list: { version: number; entries: Record<string, { token: Token; info: TokenInfo }> };
  profiles: Placed<TimedSource>[];
  reservations: Reservation[];
  running: Running[];
  monitors: Monitor[];
  streams: { monitor: number; params: z.output<typeof streamParams> }[];
  messages: z.output<typeof messageInfo>[];
  /** By the number of the slot. */
  networks: Record<string, z.output<typeof networkConnectionProfile>>;
  /** By the EVSE, 0 for all. */
  tariffs: Record<string, Tariff>;
  controls: z.output<typeof setDERControl.request>[];
  /** Firmware offered to the local network, by its checksum. */
  published: Record<string, string>;
}

/** A station as it leaves the factory. */
export function factoryState(evses: number, random: () => number): State {
  return {
    ...factoryFlash(evses, random),
    cache: {},
    list: { version: 0, entries: {} },
    profiles: [],
    reservations: [],
    running: [],
    monitors: [],
    streams: [],
    messages: [],
    networks: {},
    tariffs: {},
    controls: [],
    published: {},
  };
}
