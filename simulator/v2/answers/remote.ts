import {
  requestStartTransaction,
  requestStopTransaction,
  unlockConnector,
} from "../../../ocpp/v2/remote_control.ts";
import { getTransactionStatus } from "../../../ocpp/v2/transactions.ts";
import { online } from "../../calls.ts";
import { pick } from "../driver.ts";
import { placeable } from "../profiles.ts";
import { type Evse, evseOf, type Grant, runningOn, type Station } from "../station.ts";
import { decide } from "../tokens.ts";
import { deauthorize, end, grant } from "../transactions.ts";
import { answer } from "./answer.ts";

async function start(station: Station, evse: Evse, granted: Grant): Promise<void> {
  const info = station.model.flag("AuthCtrlr.AuthorizeRemoteStart")
    ? await decide(station, granted.token)
    : granted.info;
  if (info.status !== "Accepted" || runningOn(station, evse)?.token) return;
  await grant(station, evse, { ...granted, info }, "RemoteStart");
}

export const remote = [
  answer(requestStartTransaction, (station, request) => {
    const { evseId, idToken: token, groupIdToken, remoteStartId, chargingProfile } = request;
    const evse = pick(station, token, evseId, groupIdToken);
    // Before it is accepted a station refuses remote starts (B02.FR.05).
    if (!online(station) || !evse) return { status: "Rejected" as const };
    if (chargingProfile) {
      const { chargingProfilePurpose: purpose, transactionId } = chargingProfile;
      // F01.FR.08 on: a TxProfile, for the transaction that does not exist yet.
      const fits = purpose === "TxProfile" && transactionId === undefined;
      if (!fits || !placeable(station, evse.id, chargingProfile)) {
        return { status: "Rejected" as const, statusInfo: { reasonCode: "InvalidProfile" } };
      }
    }
    const running = runningOn(station, evse);
    station.afterwards.push(() =>
      start(station, evse, {
        token,
        remoteStartId,
        profile: chargingProfile,
        info: { status: "Accepted", ...groupIdToken ? { groupIdToken } : {} },
      })
    );
    // A transaction that the cable has begun is named in the answer (F01.FR.13).
    return { status: "Accepted" as const, ...running ? { transactionId: running.id } : {} };
  }),
  answer(requestStopTransaction, (station, { transactionId }) => {
    const running = station.state.running.find(({ id }) => id === transactionId);
    if (!running || !online(station)) return { status: "Rejected" as const };
    const evse = evseOf(station, running.connector);
    station.afterwards.push(() => deauthorize(station, evse, "RemoteStop", "Remote"));
    return { status: "Accepted" as const };
  }),
  answer(unlockConnector, async (station, { evseId, connectorId }) => {
    const evse = connectorId === 1 ? station.evses[evseId - 1] : undefined;
    if (!evse) return { status: "UnknownConnector" as const };
    const running = runningOn(station, evse);
    // F05.FR.02: whoever is authorized to charge keeps the cable.
    if (running?.authorized) return { status: "OngoingAuthorizedTransaction" as const };
    if (evse.fault?.errorCode === "ConnectorLockFailure") {
      return { status: "UnlockFailed" as const };
    }
    await end(station, evse, "UnlockCommand", "Other");
    return { status: "Unlocked" as const };
  }),
  answer(getTransactionStatus, ({ state }, { transactionId }) => {
    if (transactionId === undefined) return { messagesInQueue: state.letters.length > 0 };
    return {
      ongoingIndicator: state.running.some(({ id }) => id === transactionId),
      messagesInQueue: state.letters.some(({ transaction }) => transaction === transactionId),
    };
  }),
];
