import { reset as resetAction } from "../../../ocpp/v2/provisioning.ts";
import { setNetworkProfile } from "../../../ocpp/v2/network_profile.ts";
import { restart, restartEvse } from "../power.ts";
import { runningOn } from "../station.ts";
import { answer } from "./answer.ts";

export const reset = [
  answer(resetAction, (station, { type, evseId }) => {
    const evse = evseId === undefined ? undefined : station.evses[evseId - 1];
    if (evseId !== undefined && !evse) return { status: "Rejected" as const };
    const busy = evse ? runningOn(station, evse) !== undefined : station.state.running.length > 0;
    if (type === "OnIdle" && busy) {
      station.awaitingIdle.add(evse?.id ?? 0);
      return { status: "Scheduled" as const };
    }
    const resume = type === "ImmediateAndResume";
    station.afterwards.push(() =>
      evse ? restartEvse(station, evse) : restart(station, { bootReason: "RemoteReset", resume })
    );
    return { status: "Accepted" as const };
  }),
  answer(setNetworkProfile, ({ model, state }, { configurationSlot, connectionData }) => {
    const { ocppCsmsUrl, ocppTransport, securityProfile } = connectionData;
    const url = URL.parse(ocppCsmsUrl);
    const slots = ["0", "1", "2"];
    if (!url || !/^wss?:$/.test(url.protocol) || ocppTransport !== "JSON") {
      return { status: "Rejected" as const, statusInfo: { reasonCode: "InvalidURL" } };
    }
    // B09.FR.31: a profile may not lower the security.
    if (securityProfile < model.int("SecurityCtrlr.SecurityProfile")) {
      return { status: "Rejected" as const, statusInfo: { reasonCode: "NoSecurityDowngrade" } };
    }
    if (!slots.includes(String(configurationSlot))) {
      return { status: "Rejected" as const, statusInfo: { reasonCode: "InvalidConfSlot" } };
    }
    state.networks[configurationSlot] = connectionData;
    return { status: "Accepted" as const };
  }),
];
