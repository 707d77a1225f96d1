import { changeAvailability } from "../../../ocpp/v2/availability.ts";
import { runningOn } from "../station.ts";
import { update } from "../status.ts";
import { answer } from "./answer.ts";

export const availability = [
  answer(changeAvailability, (station, { evse, operationalStatus }) => {
    const { inoperative } = station.state;
    const id = evse?.id ?? 0;
    if (id >= inoperative.length || id < 0 || (evse?.connectorId ?? 1) !== 1) {
      return { status: "Rejected" as const };
    }
    inoperative[id] = operationalStatus === "Inoperative";
    station.afterwards.push(() => update(station));
    const concerned = station.evses.filter((one) => id === 0 || one.id === id);
    const busy = concerned.some((one) => runningOn(station, one));
    const waits = busy && operationalStatus === "Inoperative";
    return { status: waits ? "Scheduled" as const : "Accepted" as const };
  }),
];
