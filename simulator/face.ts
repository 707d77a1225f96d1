import { wireTime } from "../ocpp/time.ts";
import type { Speaker } from "./calls.ts";
import type { ChargePoint, ConnectorView, Resolved, Saved, Transaction } from "./charge_point.ts";
import type { Flash } from "./flash.ts";
import { type Meter, VOLTAGE } from "./meter.ts";
import type { Outbox } from "./outbox.ts";
import type { Timers } from "./timers.ts";

/** As much of a station of any version as can be seen from outside. */
interface Seen<S extends Flash> extends Speaker {
  readonly options: Resolved;
  readonly timers: Timers;
  readonly state: S;
  readonly history: readonly Transaction[];
  readonly outbox: Outbox;
  closed: boolean;
}

/** An outlet: a connector of 1.6, an EVSE of 2.x. */
interface Outlet {
  readonly id: number;
  readonly meter: Meter;
  readonly plugged: boolean;
}

type Acts = Pick<ChargePoint, "plug" | "unplug" | "tap" | "stop" | "fault" | "clear" | "sample">;

/** What is the same for all versions of what people see of a charge point and do to it. */
export function face<S extends Flash & Saved, O extends Outlet>(
  station: Seen<S>,
  { outlets, status, running, acts }: {
    outlets: readonly O[];
    /** Of an outlet; of the charge point itself where none is given. */
    status(outlet?: O): string;
    running(outlet: O): Transaction | undefined;
    acts: Acts;
  },
): ChargePoint {
  const { options, watch, timers, link, state } = station;
  const booted = Promise.withResolvers<"Accepted">();
  watch.on("boot", ({ status }) => status === "Accepted" && booted.resolve(status));
  const view = (outlet: O): ConnectorView => {
    const { energyWh, amps, phases, soc } = outlet.meter.read(timers.now().getTime());
    return {
      id: outlet.id,
      status: status(outlet),
      plugged: outlet.plugged,
      transaction: running(outlet),
      powerW: amps * phases * VOLTAGE,
      registerWh: energyWh,
      soc,
    };
  };
  return {
    ...acts,
    id: options.id,
    get connected() {
      return link.connected;
    },
    get registration() {
      return station.registration;
    },
    booted: booted.promise,
    get connectors() {
      const itself = { plugged: false, powerW: 0, registerWh: 0 };
      return [{ id: 0, status: status(), ...itself }, ...outlets.map(view)];
    },
    get transactions() {
      return station.history;
    },
    configuration: state.configuration,
    connect: (how) => link.open(how),
    goOffline: () => link.close("offline"),
    goOnline: () => link.open(),
    send: (action, payload) => link.call(action, payload),
    delivered: () => station.outbox.empty(),
    on: (name, listener) => watch.on(name, listener),
    received: (action) => watch.received(action),
    async close() {
      station.closed = true;
      timers.cancelAll();
      await link.close("switched off");
      timers.cancelAll();
      watch.end();
    },
    save() {
      state.at = wireTime(timers.now());
      const now = timers.now().getTime();
      state.registers = outlets.map(({ meter }) => meter.read(now).energyWh);
      return structuredClone(state);
    },
  };
}
