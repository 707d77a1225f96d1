import type { z } from "zod";
import type { chargingProfile } from "../../ocpp/v16/charging_profile.ts";
import type { idTagInfo } from "../../ocpp/v16/types.ts";
import type { Transaction } from "../charge_point.ts";
import { factoryFlash, type Flash } from "../flash.ts";
import type { Placed } from "../schedule.ts";

export type TagInfo = z.output<typeof idTagInfo>;
export type Profile = z.output<typeof chargingProfile>;

interface Reservation {
  readonly id: number;
  readonly connector: number;
  readonly tag: string;
  readonly parent?: string;
  readonly expiresAt: string;
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
export interface State extends Flash {
  cache: Record<string, TagInfo>;
  list: { version: number; entries: Record<string, TagInfo> };
  profiles: Placed<Profile>[];
  reservations: Reservation[];
  running: Running[];
  /** The transaction ids that the CSMS gave, by the charge point's own. */
  ids: Record<string, number>;
}

/** A charge point as it leaves the factory. */
export function factoryState(connectors: number, random: () => number): State {
  return {
    ...factoryFlash(connectors, random),
    cache: {},
    list: { version: 0, entries: {} },
    profiles: [],
    reservations: [],
    running: [],
    ids: {},
  };
}
