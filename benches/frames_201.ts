/** The session of the durable mix as a station of 2.0.1 tells it, message for message. */
import { call, type Script, tagOf } from "./frames.ts";

const EVSE = { id: 1, connectorId: 1 };

/** The samples that a charger of 1.6 gives too, its numbers and units as 2.x writes them. */
function reading(turn: number) {
  const sampledValue = [
    energy(turn),
    { value: 11040.5, measurand: "Power.Active.Import", unitOfMeasure: { unit: "W" } },
    { value: 47.9, measurand: "Current.Import", unitOfMeasure: { unit: "A" }, phase: "L1" },
    { value: 230.4, measurand: "Voltage", unitOfMeasure: { unit: "V" }, phase: "L1-N" },
    { value: 64, measurand: "SoC", unitOfMeasure: { unit: "Percent" }, location: "EV" },
  ];
  return { meterValue: [{ timestamp: new Date().toISOString(), sampledValue }] };
}

function energy(turn: number) {
  const measurand = "Energy.Active.Import.Register";
  return { value: 1000 + turn * 10, measurand, unitOfMeasure: { unit: "Wh" } };
}

/** What the meter shows at the begin or the end, for which 1.6 has fields of its own. */
function register(turn: number, context: "Transaction.Begin" | "Transaction.End") {
  const sampledValue = [{ ...energy(turn), context }];
  return { meterValue: [{ timestamp: new Date().toISOString(), sampledValue }] };
}

/**
 * One short session after the other, ten messages as in 1.6: what was told there by a status between
 * Preparing and Available is a charging state here.
 */
export function durable201(n: number): Script {
  const token = { idToken: { idToken: tagOf(n), type: "ISO14443" } };
  let turn = 0;
  let seqNo = 0;
  let transactionId = "";
  const status = (connectorStatus: string) =>
    call(turn, "StatusNotification", {
      ...{ timestamp: new Date().toISOString(), connectorStatus, evseId: 1, connectorId: 1 },
    });
  const event = (
    [eventType, triggerReason, chargingState]: readonly [string, string, string],
    said: object,
    info: object = {},
  ) =>
    call(turn, "TransactionEvent", {
      ...{ eventType, triggerReason, seqNo: seqNo++, timestamp: new Date().toISOString() },
      ...{ transactionInfo: { transactionId, chargingState, ...info }, evse: EVSE, ...said },
    });
  function start() {
    transactionId = crypto.randomUUID();
    seqNo = 0;
    const said = { ...token, ...register(turn, "Transaction.Begin") };
    return event(["Started", "Authorized", "EVConnected"], said);
  }
  const charge = () => event(["Updated", "ChargingStateChanged", "Charging"], {});
  const meter = () => event(["Updated", "MeterValuePeriodic", "Charging"], reading(turn));
  const stop = () => event(["Updated", "StopAuthorized", "EVConnected"], token);
  const end = () =>
    event(["Ended", "EVDeparted", "Idle"], register(turn, "Transaction.End"), {
      stoppedReason: "Local",
    });
  const session = [
    ...[() => status("Occupied"), start, charge, meter, meter, meter, meter],
    ...[stop, end, () => status("Available")],
  ];
  return { next: () => session[turn++ % session.length]!() };
}
