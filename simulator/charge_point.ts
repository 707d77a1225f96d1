import { type Clock, systemClock } from "../csms/clock.ts";
import { v201, v21 } from "../ocpp/v2/mod.ts";
import type { Happening, Happenings } from "./happenings.ts";
import { NO_QUIRKS, type Quirks } from "./quirks.ts";
import { seeded } from "./random.ts";
import { type Connect, webSocket } from "./socket.ts";
import { chargePoint16 } from "./v16/charge_point.ts";
import type { State as State16 } from "./v16/state.ts";
import { chargePoint2 } from "./v2/charge_point.ts";
import type { State as State2 } from "./v2/state.ts";

/** What survives a power cut; each family of versions keeps its own. */
export type Saved = State16 | State2;

/** What a charge point can speak. */
type Version = "1.6" | "2.0.1" | "2.1";

/** What a charge point is made of; only `id` and `url` must be given. */
export interface Options {
  readonly id: string;
  /** The URL of the CSMS; the id is added to it as the last segment. */
  readonly url: string;
  /** Of OCPP; 1.6 where nothing is given. */
  readonly version?: Version;
  readonly clock?: Clock;
  /** Password of HTTP Basic authorization; the user name is the id. */
  readonly key?: string;
  /** How many connectors it has, in 2.x each on an EVSE of its own; one where nothing is given. */
  readonly connectors?: number;
  readonly vendor?: string;
  readonly model?: string;
  /** Configuration keys of 1.6, or `Component.Variable` of 2.x, that differ from the factory's, the read-only ones too. */
  readonly configuration?: Record<string, string>;
  /** Numbers in [0, 1); seeded with the id where nothing is given. */
  readonly random?: () => number;
  readonly connect?: Connect;
  readonly quirks?: Partial<Quirks>;
  /** What `save` gave before the power went; transactions open then end with reason PowerLoss. */
  readonly state?: Saved;
  /** How long the CSMS may take to answer, in ms; 30 s where nothing is given. */
  readonly timeoutMs?: number;
}

/** Options with nothing left open. */
export type Resolved =
  & Required<Omit<Options, "key" | "state" | "quirks">>
  & Pick<Options, "key" | "state">
  & { readonly quirks: Quirks };

/** One transaction, as the charge point knows it. */
export interface Transaction {
  /** The charge point's own name for it, until the CSMS has given an id and after. */
  readonly key: string;
  /** In 1.6 the id that the CSMS gave, absent until it has answered; in 2.x the station's own. */
  readonly id?: number | string;
  readonly connector: number;
  readonly tag: string;
  readonly startedAt: string;
  /** Wh on the register. */
  readonly meterStart: number;
  readonly stoppedAt?: string;
  readonly meterStop?: number;
  readonly reason?: string;
}

/** What can be seen of a connector from outside; 0 is the charge point itself. */
export interface ConnectorView {
  readonly id: number;
  readonly status: string;
  readonly plugged: boolean;
  readonly transaction?: Transaction;
  /** What flows now, in W, and the register, in Wh. */
  readonly powerW: number;
  readonly registerWh: number;
  readonly soc?: number;
}

/** A charge point: what people do to it, and what can be read from it. */
export interface ChargePoint {
  readonly id: string;
  /** Whether the socket is open. */
  readonly connected: boolean;
  /** The last answer to its BootNotification. */
  readonly registration: "Accepted" | "Pending" | "Rejected" | undefined;
  /** Resolves with the first acceptance. */
  readonly booted: Promise<"Accepted">;
  readonly connectors: readonly ConnectorView[];
  /** All since the program started, the open ones and those that ended. */
  readonly transactions: readonly Transaction[];
  readonly configuration: Readonly<Record<string, string>>;
  /**
   * Resolves when the socket is open; a socket lost later is dialled again with growing pauses.
   * Rejects where the first attempt fails, and then does not go on unless `retry` is set.
   */
  connect(options?: { retry?: boolean }): Promise<void>;
  /** As unplug, stop, fault and clear, it resolves when the CSMS has heard of the new status. */
  plug(connector?: number): Promise<void>;
  unplug(connector?: number): Promise<void>;
  /** Presents a tag: starts, ends or prepares a transaction; the status is that of the authorization. */
  tap(tag: string, connector?: number): Promise<{ status: string }>;
  /** Ends the transaction on the connector. */
  stop(connector?: number, reason?: StopReason): Promise<void>;
  fault(connector?: number, errorCode?: string, info?: string): Promise<void>;
  clear(connector?: number): Promise<void>;
  /** Drops the connection and stays away until `goOnline`; goes on charging. */
  goOffline(): Promise<void>;
  goOnline(): Promise<void>;
  /** Any request, valid for the version; resolves with the payload of the result. */
  send(action: string, payload: unknown): Promise<unknown>;
  /** Sends one MeterValues now. */
  sample(connector?: number): Promise<void>;
  /** Resolves when all transaction messages have been answered. */
  delivered(): Promise<void>;
  on<H extends Happening>(name: H, listener: (what: Happenings[H]) => void): () => void;
  /** The payload of the oldest request of this action not yet asked for, once it is answered. */
  received(action: string): Promise<unknown>;
  /** Ends everything: timers, socket, waiting promises. */
  close(): Promise<void>;
  /** What survives a power cut, as JSON. */
  save(): Saved;
}

export type StopReason =
  | "DeAuthorized"
  | "EVDisconnected"
  | "EmergencyStop"
  | "HardReset"
  | "Local"
  | "Other"
  | "PowerLoss"
  | "Reboot"
  | "Remote"
  | "SoftReset"
  | "UnlockCommand";

const families: Record<Version, (options: Resolved) => ChargePoint> = {
  "1.6": chargePoint16,
  "2.0.1": (options) => chargePoint2(options, v201),
  "2.1": (options) => chargePoint2(options, v21),
};

/** A charge point that speaks one version of OCPP over JSON; it does nothing before `connect`. */
export function chargePoint(options: Options): ChargePoint {
  let seed = 0;
  for (const character of options.id) seed = Math.imul(seed, 31) + character.codePointAt(0)!;
  const { version = "1.6" } = options;
  return families[version]({
    clock: systemClock,
    connectors: 1,
    vendor: "kvolt",
    model: "simulator",
    configuration: {},
    random: seeded(seed),
    connect: webSocket,
    timeoutMs: 30_000,
    ...options,
    version,
    quirks: { ...NO_QUIRKS, ...options.quirks },
  });
}

/** What survives a power cut: give it to the next `chargePoint` as `state`. */
export function save(chargePoint: ChargePoint): Saved {
  return chargePoint.save();
}
