/** What the chargers of the bench send: each turn one frame, which the answer before may decide. */
import { durable201 } from "./frames_201.ts";

/** The tag that the n-th charger presents. */
export const tagOf = (n: number): string => `BENCH-${n}`;

/** One charger's messages, in turn. */
export interface Script {
  /** The next frame; `answer` is the text of the one before. */
  next(answer: string): string;
}

/** A CALL; its id is the turn. */
export function call(turn: number, action: string, payload: unknown): string {
  return JSON.stringify([2, String(turn), action, payload]);
}

function heartbeat(): Script {
  let turn = 0;
  return { next: () => call(turn++, "Heartbeat", {}) };
}

function authorize(n: number): Script {
  let turn = 0;
  return { next: () => call(turn++, "Authorize", { idTag: tagOf(n) }) };
}

/** One reading of five samples, as a car that charges with direct current gives them. */
function reading(turn: number) {
  const sampledValue = [
    { value: String(1000 + turn * 10), measurand: "Energy.Active.Import.Register", unit: "Wh" },
    { value: "11040.5", measurand: "Power.Active.Import", unit: "W" },
    { value: "47.9", measurand: "Current.Import", unit: "A", phase: "L1" },
    { value: "230.4", measurand: "Voltage", unit: "V", phase: "L1-N" },
    { value: "64", measurand: "SoC", unit: "Percent", location: "EV" },
  ];
  return [{ timestamp: new Date().toISOString(), sampledValue }];
}

/**
 * One short session after the other, as a charger sends it: every message writes, all but the meter
 * values write an event too, and what writes most, start and stop, is a fifth of it.
 */
function durable(n: number): Script {
  const idTag = tagOf(n);
  let turn = 0;
  let transactionId = 1;
  const now = () => new Date().toISOString();
  const status = (status: string) =>
    call(turn, "StatusNotification", {
      ...{ connectorId: 1, errorCode: "NoError", timestamp: now(), status },
    });
  const start = () =>
    call(turn, "StartTransaction", {
      ...{ connectorId: 1, idTag, meterStart: 1000 + turn * 10, timestamp: now() },
    });
  const meter = () =>
    call(turn, "MeterValues", {
      ...{ connectorId: 1, transactionId, meterValue: reading(turn) },
    });
  const stop = () =>
    call(turn, "StopTransaction", {
      ...{ transactionId, idTag, meterStop: 1000 + turn * 10, timestamp: now(), reason: "Local" },
    });
  const session = [
    ...[() => status("Preparing"), start, () => status("Charging"), meter, meter, meter, meter],
    ...[stop, () => status("Finishing"), () => status("Available")],
  ];
  return {
    next(answer) {
      const told = /"transactionId":(\d+)/.exec(answer);
      if (told) transactionId = Number(told[1]);
      return session[turn++ % session.length]!();
    },
  };
}

/** What chargers of one kind say, and in which version. */
interface Role {
  readonly protocol: "ocpp1.6" | "ocpp2.0.1";
  /** The payload of its BootNotification. */
  readonly boot: unknown;
  /** The messages of the n-th of them. */
  script(n: number): Script;
}

const in16 = {
  protocol: "ocpp1.6",
  boot: { chargePointVendor: "Bench", chargePointModel: "One" },
} as const;

const in201 = {
  protocol: "ocpp2.0.1",
  boot: { reason: "PowerUp", chargingStation: { vendorName: "Bench", model: "One" } },
} as const;

/** The roles by name. */
export const roles: Readonly<Record<string, Role>> = {
  heartbeat: { ...in16, script: heartbeat },
  authorize: { ...in16, script: authorize },
  durable: { ...in16, script: durable },
  "durable 2.0.1": { ...in201, script: durable201 },
};
