import type { bootNotification } from "../../ocpp/v2/provisioning.ts";
import { allowed } from "../limits.ts";
import { type Meter, meter } from "../meter.ts";
import type { Outbox } from "../outbox.ts";
import type { Resolved } from "../charge_point.ts";
import type { Timers } from "../timers.ts";
import type { Wired } from "../wiring.ts";
import type { DeviceModel } from "./model/device_model.ts";
import type { Profile, Running, State, Token, TokenInfo } from "./state.ts";

export type BootReason = typeof bootNotification.request._zod.input["reason"];

interface Fault {
  readonly errorCode: string;
  readonly info?: string;
}

/** Whoever has been let in, and how. */
export interface Grant {
  readonly token: Token;
  readonly info: TokenInfo;
  readonly remoteStartId?: number;
  /** The id that the transaction is to have; the answer to a remote start has given it. */
  readonly transactionId?: string;
  readonly profile?: Profile;
}

/** One EVSE with its only connector, and what is at it. */
export interface Evse {
  readonly id: number;
  readonly meter: Meter;
  plugged: boolean;
  /** It restarts by itself (B11, Reset of an EVSE). */
  resetting?: boolean;
  fault?: Fault;
  /** Waits for its cable. */
  granted?: Grant;
  cancelWait: () => void;
  /** The status that the CSMS knows. */
  told?: string;
  stopTimers: () => void;
}

/** Everything that the parts of one station share. */
export interface Station extends Wired {
  readonly timers: Timers;
  /** Nobody uses it any more. */
  closed: boolean;
  readonly state: State;
  readonly model: DeviceModel;
  readonly outbox: Outbox;
  /** EVSE 1 and up. */
  readonly evses: readonly Evse[];
  /** All transactions since the start, those that ended too. */
  readonly history: Running[];
  /** Wh on the meter when a transaction began, for a register that counts sessions. */
  readonly sessionStart: Map<string, number>;
  fault?: Fault;
  /** Why the next BootNotification is sent. */
  bootReason: BootReason;
  /** Restarts asked for while something ran (B12): 0 is the station. */
  readonly awaitingIdle: Set<number>;
  /** Cancels the heartbeat and the clock-aligned samples. */
  stopTimers: () => void;
  stopMonitors: () => void;
  /** Run when the next BootNotification is accepted. */
  readonly onceAccepted: (() => unknown)[];
  /** What runs in the background and is asked for by TriggerMessage. */
  readonly progress: {
    firmware: string;
    firmwareId?: number;
    log: string;
    logId?: number;
    publish: string;
    publishId?: number;
  };
  /** The last values that monitors of changes saw, by monitor. */
  readonly seen: Map<number, { value: number; alerting: boolean }>;
  nextEvent: number;
}

/** Throws where the station has no such EVSE. */
export function evseOf(station: Station, id: number): Evse {
  const evse = station.evses[id - 1];
  if (evse) return evse;
  throw new Error(`${station.options.id} has EVSEs 1 to ${station.evses.length}: ${id}`);
}

/** The transaction on an EVSE. */
export function runningOn(station: Station, evse: Evse): Running | undefined {
  return station.state.running.find(({ connector }) => connector === evse.id);
}

/** What flowed until now was under what held until now. */
export function settle(station: Station): void {
  for (const { meter } of station.evses) meter.read(station.timers.now().getTime());
}

/** The EVSEs of a station, their registers where they were. */
export function makeEvses(station: () => Station, options: Resolved, state: State): Evse[] {
  return state.registers.map((wh, index): Evse => ({
    id: index + 1,
    meter: meter(wh, options.clock.now().getTime(), (at) => allowed(station(), index + 1, at)),
    plugged: false,
    cancelWait: () => {},
    stopTimers: () => {},
  }));
}
