import type { z } from "zod";
import type { chargingProfile } from "../../ocpp/v16/charging_profile.ts";
import type { idTagInfo } from "../../ocpp/v16/types.ts";
import type { Transaction } from "../charge_point.ts";
import type { Letter } from "../outbox.ts";

export type TagInfo = z.output<typeof idTagInfo>;
export type Profile = z.output<typeof chargingProfile>;

/** A profile with where it applies; a TxProfile belongs to one transaction. */
export interface Placed {
  readonly connector: number;
  readonly profile: Profile;
  readonly transaction?: string;
}

export interface Reservation {
  readonly id: number;
  readonly connector: number;
  readonly tag: string;
  readonly parent?: string;
  readonly expiresAt: string;
}

export interface Certificate {
  readonly type: string;
  readonly pem: string;
}

/** A transaction that runs, with the readings that StopTransaction will carry. */
export interface Running extends Omit<Transaction, "id"> {
  id?: number;
  /** The group of the tag, so that others of it may end the transaction. */
  readonly parent?: string;
  /** The CSMS refused the tag: it stays open, but nothing flows. */
  refused?: boolean;
  readonly data: unknown[];
}

/** What a charge point keeps in flash; plain JSON. */
export interface State {
  /** When it was saved: the time of the power cut. */
  at: string;
  configuration: Record<string, string>;
  firmware: string;
  /** Wh, of connector 1 and up. */
  registers: number[];
  /** Connector 0 and up. */
  inoperative: boolean[];
  cache: Record<string, TagInfo>;
  list: { version: number; entries: Record<string, TagInfo> };
  profiles: Placed[];
  reservations: Reservation[];
  certificates: Certificate[];
  letters: Letter[];
  running: Running[];
  /** The transaction ids that the CSMS gave, by the charge point's own. */
  ids: Record<string, number>;
}

/** A charge point as it leaves the factory. */
export function factoryState(connectors: number, random: () => number): State {
  return {
    at: "",
    configuration: {},
    firmware: "1.0.0",
    registers: Array.from({ length: connectors }, () => Math.floor(random() * 1_000_000)),
    inoperative: Array.from({ length: connectors + 1 }, () => false),
    cache: {},
    list: { version: 0, entries: {} },
    profiles: [],
    reservations: [],
    certificates: [],
    letters: [],
    running: [],
    ids: {},
  };
}
