import { v16 } from "../../ocpp/v16/mod.ts";
import { wireTime } from "../../ocpp/time.ts";
import type { ChargePoint, ConnectorView, Resolved } from "../charge_point.ts";
import { watch as newWatch } from "../happenings.ts";
import { VOLTAGE } from "../meter.ts";
import { outbox } from "../outbox.ts";
import { timers as newTimers } from "../timers.ts";
import { wired } from "../wiring.ts";
import { answers } from "./answers/mod.ts";
import { expire } from "./answers/reservation.ts";
import { configuration as newConfiguration } from "./configuration.ts";
import { clear, fault, plug, stop, tap, unplug } from "./driver.ts";
import { opened } from "./registration.ts";
import { sample } from "./samples.ts";
import { factoryState } from "./state.ts";
import { connectorOf, makeConnectors, runningOn, type Station } from "./station.ts";
import { stationStatus, statusOf } from "./status.ts";
import { deliver, end } from "./transactions.ts";

function makeStation(options: Resolved): Station {
  const { clock, random } = options;
  const state = structuredClone(options.state ?? factoryState(options.connectors, random));
  Object.assign(state.configuration, options.configuration);
  const configuration = newConfiguration(state.registers.length, state.configuration);
  const timers = newTimers(clock);
  const watch = newWatch();
  const station: Station = {
    ...{ options, dialect: v16, state, configuration, timers, watch },
    ...{ url: options.url, closed: false },
    history: [...state.running],
    afterwards: [],
    onceAccepted: [],
    progress: { firmware: "Idle", diagnostics: "Idle", log: "Idle" },
    sessionStart: new Map(),
    stopTimers: () => {},
    connectors: makeConnectors(() => station, options, state),
    outbox: outbox({
      letters: state.letters,
      timers,
      ready: () => station.link.connected && station.registration === "Accepted",
      send: (letter) => deliver(station, letter),
      lost: ({ action }, error) =>
        watch.emit("warning", { text: `${action} is given up: ${(error as Error).message}` }),
      attempts: () => Math.max(1, configuration.int("TransactionMessageAttempts")),
      retryS: () => configuration.int("TransactionMessageRetryInterval"),
    }),
    link: wired({ options, dialect: v16, timers, watch }, {
      station: () => station,
      answers,
      password: () => configuration.text("AuthorizationKey") || options.key,
      opened: () => opened(station),
    }),
  };
  for (const one of state.reservations) expire(station, one.id, one.expiresAt);
  // What ran when the power went ended then (1.6 §3.7.1).
  for (const running of [...state.running]) {
    end(station, connectorOf(station, running.connector), "PowerLoss", undefined, state.at);
  }
  return station;
}

function views(station: Station): ConnectorView[] {
  const now = station.timers.now().getTime();
  const itself = { plugged: false, powerW: 0, registerWh: 0 };
  return [
    { id: 0, status: stationStatus(station), ...itself },
    ...station.connectors.map((connector) => {
      const { energyWh, amps, phases, soc } = connector.meter.read(now);
      return {
        id: connector.id,
        status: statusOf(station, connector),
        plugged: connector.plugged,
        transaction: runningOn(station, connector),
        powerW: amps * phases * VOLTAGE,
        registerWh: energyWh,
        soc,
      };
    }),
  ];
}

/** A charge point of OCPP 1.6J. */
export function chargePoint16(options: Resolved): ChargePoint {
  const station = makeStation(options);
  const { watch } = station;
  const booted = Promise.withResolvers<"Accepted">();
  watch.on("boot", ({ status }) => status === "Accepted" && booted.resolve(status));
  return {
    id: options.id,
    get connected() {
      return station.link.connected;
    },
    get registration() {
      return station.registration;
    },
    booted: booted.promise,
    get connectors() {
      return views(station);
    },
    get transactions() {
      return station.history;
    },
    configuration: station.state.configuration,
    connect: (how) => station.link.open(how),
    plug: (id) => plug(station, id),
    unplug: (id) => unplug(station, id),
    tap: (tag, id) => tap(station, tag, id),
    stop: (id, reason) => stop(station, id, reason),
    fault: (id, code, info) => fault(station, id, code, info),
    clear: (id) => clear(station, id),
    goOffline: () => station.link.close("offline"),
    goOnline: () => station.link.open(),
    send: (action, payload) => station.link.call(action, payload),
    sample: (id = 1) =>
      sample(station, connectorOf(station, id), "MeterValuesSampledData", "Trigger"),
    delivered: () => station.outbox.empty(),
    on: (name, listener) => watch.on(name, listener),
    received: (action) => watch.received(action),
    async close() {
      station.closed = true;
      station.timers.cancelAll();
      await station.link.close("switched off");
      station.timers.cancelAll();
      watch.end();
    },
    save() {
      station.state.at = wireTime(station.timers.now());
      const now = station.timers.now().getTime();
      station.state.registers = station.connectors.map(({ meter }) => meter.read(now).energyWh);
      return structuredClone(station.state);
    },
  };
}
