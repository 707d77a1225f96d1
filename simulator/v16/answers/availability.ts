import { changeAvailability } from "../../../ocpp/v16/availability.ts";
import { runningOn } from "../station.ts";
import { update } from "../status.ts";
import { answer } from "./answer.ts";

export const availability = [
  answer(changeAvailability, (station, { connectorId, type }) => {
    const { inoperative } = station.state;
    if (connectorId < 0 || connectorId >= inoperative.length) {
      return { status: "Rejected" as const };
    }
    const concerned = station.connectors.filter(({ id }) =>
      connectorId === 0 || id === connectorId
    );
    for (const { id } of concerned) inoperative[id] = type === "Inoperative";
    if (connectorId === 0) inoperative[0] = type === "Inoperative";
    station.afterwards.push(() => update(station));
    const busy = concerned.some((connector) => runningOn(station, connector));
    return { status: busy ? "Scheduled" as const : "Accepted" as const };
  }),
];
