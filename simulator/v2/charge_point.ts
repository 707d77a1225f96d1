import type { Dialect } from "../../ocpp/dialect.ts";
import { wireTime } from "../../ocpp/time.ts";
import type { ChargePoint, Resolved } from "../charge_point.ts";
import { face } from "../face.ts";
import { watch as newWatch } from "../happenings.ts";
import { VOLTAGE } from "../meter.ts";
import { outbox } from "../outbox.ts";
import { timers as newTimers } from "../timers.ts";
import { wired } from "../wiring.ts";
import { answers } from "./answers/mod.ts";
import { clear, fault, plug, stop, tap, unplug } from "./driver.ts";
import { deliver } from "./events.ts";
import { controllers } from "./model/controllers.ts";
import { type DeviceModel, deviceModel } from "./model/device_model.ts";
import { hardwareComponents } from "./model/hardware.ts";
import { opened } from "./registration.ts";
import { expire } from "./reservations.ts";
import { triggered } from "./follow.ts";
import { factoryState, type State } from "./state.ts";
import { evseOf, makeEvses, runningOn, type Station } from "./station.ts";
import { stationStatus, statusOf, update } from "./status.ts";
import { end } from "./transactions.ts";

function makeModel(station: () => Station, options: Resolved, state: State): DeviceModel {
  const { id, vendor, model } = options;
  const evse = (id: number) => station().evses[id - 1];
  const hardware = hardwareComponents({
    ...{ vendor, model, serial: id.slice(0, 25), evses: state.registers.length },
    firmware: () => state.firmware,
    state: (id) => id === 0 ? stationStatus(station()) : statusOf(station(), evse(id)!),
    faulty: (id) => (id === 0 ? station() : evse(id))?.fault !== undefined,
    powerW: (id) => {
      const { amps, phases } = evse(id)!.meter.read(options.clock.now().getTime());
      return amps * phases * VOLTAGE;
    },
  });
  const tables = Object.entries(controllers(() => wireTime(options.clock.now())));
  const named = tables.map(([name, table]) => [{ name }, table] as const);
  return deviceModel([...hardware, ...named], state.configuration);
}

function makeStation(options: Resolved, dialect: Dialect): Station {
  const { clock, random } = options;
  const saved = options.state as State | undefined;
  const state = structuredClone(saved ?? factoryState(options.connectors, random));
  Object.assign(state.configuration, options.configuration);
  const timers = newTimers(clock);
  const watch = newWatch();
  const model = makeModel(() => station, options, state);
  const station: Station = {
    ...{ options, dialect, model, state, timers, watch },
    ...{ url: options.url, closed: false, bootReason: "PowerUp" },
    history: [...state.running],
    afterwards: [],
    onceAccepted: [],
    awaitingIdle: new Set(),
    progress: { firmware: "Idle", log: "Idle", publish: "Idle" },
    sessionStart: new Map(),
    seen: new Map(),
    nextEvent: 0,
    stopTimers: () => {},
    stopMonitors: () => {},
    evses: makeEvses(() => station, options, state),
    outbox: outbox({
      letters: state.letters,
      timers,
      ready: () => station.link.connected && station.registration === "Accepted",
      send: (letter) => deliver(station, letter),
      lost: ({ action }, error) =>
        watch.emit("warning", { text: `${action} is given up: ${(error as Error).message}` }),
      attempts: () => model.int("OCPPCommCtrlr.MessageAttempts/TransactionEvent"),
      retryS: () => model.int("OCPPCommCtrlr.MessageAttemptInterval/TransactionEvent"),
    }),
    link: wired({ options, dialect, timers, watch }, {
      station: () => station,
      answers,
      password: () => model.text("SecurityCtrlr.BasicAuthPassword") || options.key,
      opened: () => opened(station),
    }),
  };
  for (const one of state.reservations) expire(station, one, () => update(station));
  // What ran when the power went ended then (E11).
  for (const running of [...state.running]) {
    const evse = evseOf(station, running.connector);
    end(station, evse, "AbnormalCondition", "PowerLoss", { at: state.at });
  }
  return station;
}

/** A charging station of OCPP 2.0.1 or 2.1, whichever the dialect is; its connectors are EVSEs with one each. */
export function chargePoint2(options: Resolved, dialect: Dialect): ChargePoint {
  const station = makeStation(options, dialect);
  return face(station, {
    outlets: station.evses,
    status: (evse) => evse ? statusOf(station, evse) : stationStatus(station),
    running: (evse) => runningOn(station, evse),
    acts: {
      plug: (id) => plug(station, id),
      unplug: (id) => unplug(station, id),
      tap: (tag, id) => tap(station, tag, id),
      stop: (id, reason) => stop(station, id, reason),
      fault: (id, code, info) => fault(station, id, code, info),
      clear: (id) => clear(station, id),
      sample: (id = 1) => triggered(station, evseOf(station, id)),
    },
  });
}
