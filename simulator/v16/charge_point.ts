import { v16 } from "../../ocpp/v16/mod.ts";
import type { ChargePoint, Resolved } from "../charge_point.ts";
import { face } from "../face.ts";
import { watch as newWatch } from "../happenings.ts";
import { outbox } from "../outbox.ts";
import { timers as newTimers } from "../timers.ts";
import { wired } from "../wiring.ts";
import { answers } from "./answers/mod.ts";
import { expire } from "./answers/reservation.ts";
import { configuration as newConfiguration } from "./configuration.ts";
import { clear, fault, plug, stop, tap, unplug } from "./driver.ts";
import { opened } from "./registration.ts";
import { sample } from "./samples.ts";
import { factoryState, type State } from "./state.ts";
import { connectorOf, makeConnectors, runningOn, type Station } from "./station.ts";
import { stationStatus, statusOf } from "./status.ts";
import { deliver, end } from "./transactions.ts";

function makeStation(options: Resolved): Station {
  const { clock, random } = options;
  const state = structuredClone(
    options.state as State | undefined ?? factoryState(options.connectors, random),
  );
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

/** A charge point of OCPP 1.6J. */
export function chargePoint16(options: Resolved): ChargePoint {
  const station = makeStation(options);
  return face(station, {
    outlets: station.connectors,
    status: (connector) => connector ? statusOf(station, connector) : stationStatus(station),
    running: (connector) => runningOn(station, connector),
    acts: {
      plug: (id) => plug(station, id),
      unplug: (id) => unplug(station, id),
      tap: (tag, id) => tap(station, tag, id),
      stop: (id, reason) => stop(station, id, reason),
      fault: (id, code, info) => fault(station, id, code, info),
      clear: (id) => clear(station, id),
      sample: (id = 1) =>
        sample(station, connectorOf(station, id), "MeterValuesSampledData", "Trigger"),
    },
  });
}
