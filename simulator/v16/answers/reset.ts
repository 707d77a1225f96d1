import { reset as resetAction, unlockConnector } from "../../../ocpp/v16/reset.ts";
import { restart } from "../power.ts";
import { end } from "../transactions.ts";
import { answer } from "./answer.ts";

export const reset = [
  answer(resetAction, (station, { type }) => {
    station.afterwards.push(() => restart(station, type === "Hard" ? "HardReset" : "SoftReset"));
    return { status: "Accepted" as const };
  }),
  answer(unlockConnector, async (station, { connectorId }) => {
    const connector = station.connectors[connectorId - 1];
    if (!connector) return { status: "NotSupported" as const };
    if (connector.fault?.errorCode === "ConnectorLockFailure") {
      return { status: "UnlockFailed" as const };
    }
    // A transaction ends before the connector is unlocked (1.6 §5.18).
    await end(station, connector, "UnlockCommand");
    return { status: "Unlocked" as const };
  }),
];
