import type { Dialect } from "../../ocpp/dialect.ts";
import type { Resolved } from "../charge_point.ts";
import type { Watch } from "../happenings.ts";
import { allowed } from "../limits.ts";
import type { Link } from "../link.ts";
import { type Meter, meter } from "../meter.ts";
import type { Outbox } from "../outbox.ts";
import type { Timers } from "../timers.ts";
import type { Configuration } from "./configuration.ts";
import type { Running, State, TagInfo } from "./state.ts";

/** One outlet and what is at it. */
export interface Connector {
  readonly id: number;
  readonly meter: Meter;
  plugged: boolean;
  /** The cable stays in after a transaction. */
  finishing: boolean;
  fault?: { errorCode: string; info?: string };
  /** Whoever has been let in and has not plugged in yet. */
  granted?: { tag: string; info: TagInfo; then?: (running: Running) => void; cancel(): void };
  /** The status that the CSMS knows. */
  told?: string;
  stopTimers: () => void;
}

/** Everything that the parts of one charge point share. */
export interface Station {
  readonly options: Resolved;
  readonly dialect: Dialect;
  /** Of the CSMS; CentralSystemURL takes its place at the next restart. */
  url: string;
  /** Nobody uses it any more. */
  closed: boolean;
  readonly timers: Timers;
  readonly watch: Watch;
  readonly state: State;
  readonly configuration: Configuration;
  readonly link: Link;
  readonly outbox: Outbox;
  /** Connector 1 and up. */
  readonly connectors: readonly Connector[];
  /** All transactions since the start, those that ended too. */
  readonly history: Running[];
  /** Wh on the meter when a transaction began, for a register that counts sessions. */
  readonly sessionStart: Map<string, number>;
  fault?: { errorCode: string; info?: string };
  told?: string;
  /** Cancels the heartbeat and the clock-aligned samples. */
  stopTimers: () => void;
  registration?: "Accepted" | "Pending" | "Rejected";
  /** Run when the answer that is being prepared has been sent. */
  readonly afterwards: (() => unknown)[];
  /** Run when the next BootNotification is accepted. */
  readonly onceAccepted: (() => unknown)[];
  /** What runs in the background and is asked for by TriggerMessage. */
  readonly progress: {
    firmware: string;
    firmwareId?: number;
    diagnostics: string;
    log: string;
    logId?: number;
  };
}

/** Throws where the charge point has no such connector. */
export function connectorOf(station: Station, id: number): Connector {
  const connector = station.connectors[id - 1];
  if (connector) return connector;
  throw new Error(`${station.options.id} has connectors 1 to ${station.connectors.length}: ${id}`);
}

/** The transaction on a connector. */
export function runningOn(station: Station, connector: Connector): Running | undefined {
  return station.state.running.find((running) => running.connector === connector.id);
}

/** The outlets of a station, their registers where they were. */
export function makeConnectors(station: () => Station, options: Resolved, state: State) {
  return state.registers.map((wh, index): Connector => ({
    id: index + 1,
    meter: meter(wh, options.clock.now().getTime(), (at) => allowed(station(), index + 1, at)),
    plugged: false,
    finishing: false,
    stopTimers: () => {},
  }));
}
