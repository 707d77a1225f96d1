import { remoteStartTransaction, remoteStopTransaction } from "../../../ocpp/v16/remote.ts";
import { online } from "../../calls.ts";
import { connectorOf, runningOn, type Station } from "../station.ts";
import { decide } from "../tags.ts";
import { end, grant } from "../transactions.ts";
import { pick } from "../driver.ts";
import { placeable } from "../profiles.ts";
import type { Profile } from "../state.ts";
import { answer } from "./answer.ts";

async function start(station: Station, tag: string, id: number, profile?: Profile): Promise<void> {
  const connector = connectorOf(station, id);
  const info = station.configuration.flag("AuthorizeRemoteTxRequests")
    ? await decide(station, tag)
    : { status: "Accepted" as const };
  if (info.status !== "Accepted" || runningOn(station, connector)) return;
  await grant(station, connector, tag, info, ({ key }) => {
    if (profile) station.state.profiles.push({ connector: id, profile, transaction: key });
  });
}

export const remote = [
  answer(remoteStartTransaction, (station, { connectorId, idTag, chargingProfile }) => {
    const connector = pick(station, idTag, connectorId);
    // Before it is accepted a station refuses remote starts (1.6 §4.2.1).
    if (!online(station) || !connector) return { status: "Rejected" as const };
    if (chargingProfile) {
      const { chargingProfilePurpose: purpose } = chargingProfile;
      // The only purpose that a remote start may carry (1.6 §5.11).
      if (purpose !== "TxProfile" || !placeable(station, connector.id, chargingProfile)) {
        return { status: "Rejected" as const };
      }
    }
    station.afterwards.push(() => start(station, idTag, connector.id, chargingProfile));
    return { status: "Accepted" as const };
  }),
  answer(remoteStopTransaction, (station, { transactionId }) => {
    const running = station.state.running.find(({ id }) => id === transactionId);
    if (!running || !online(station)) return { status: "Rejected" as const };
    const connector = connectorOf(station, running.connector);
    station.afterwards.push(() => end(station, connector, "Remote"));
    return { status: "Accepted" as const };
  }),
];
