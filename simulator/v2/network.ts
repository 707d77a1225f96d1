import type { Station } from "./station.ts";

/** After a restart the first profile that is set decides where the CSMS is (B09, B10). */
export function changeNetwork(station: Station): void {
  for (const slot of station.model.list("OCPPCommCtrlr.NetworkConfigurationPriority")) {
    const profile = station.state.networks[slot];
    if (!profile) continue;
    station.url = profile.ocppCsmsUrl;
    station.model.keep("OCPPCommCtrlr.ActiveNetworkProfile", slot);
    return;
  }
}
