import type { Clock } from "../csms/clock.ts";
import type { Simulate, VirtualAct } from "../csms/model/virtual.ts";
import { type ChargePoint, chargePoint } from "./charge_point.ts";
import type { Quirks } from "./quirks.ts";

/** Meter values come often, as somebody watches. */
const often = {
  "1.6": { MeterValueSampleInterval: "10" },
  "2.0.1": { "SampledDataCtrlr.TxUpdatedInterval": "10" },
  "2.1": { "SampledDataCtrlr.TxUpdatedInterval": "10" },
};

async function heard(cp: ChargePoint, act: VirtualAct): Promise<string> {
  switch (act.do) {
    case "tap":
      return (await cp.tap(act.tag, act.connector)).status;
    case "fault":
      await cp.fault(act.connector, act.error);
      break;
    case "offline":
      await cp.goOffline();
      break;
    case "online":
      await cp.goOnline();
      break;
    default:
      await cp[act.do](act.connector);
  }
  return "Accepted";
}

/** Makes charge points that run inside the CSMS, by its clock, and dial it at a URL. */
export function virtualChargers(url: string, clock: Clock): Simulate {
  return ({ id, version, connectors, quirks }, key) => {
    const cp = chargePoint({
      ...{ id, url, key, clock, version, connectors, model: "virtual charger" },
      configuration: often[version],
      quirks: quirks as Partial<Quirks>,
    });
    // Until it is let in it goes on dialling by itself.
    cp.connect({ retry: true }).catch(() => {});
    return {
      get connected() {
        return cp.connected;
      },
      get registration() {
        return cp.registration;
      },
      get outlets() {
        return cp.connectors.slice(1).map((each) => ({
          ...{ connector: each.id, status: each.status, plugged: each.plugged },
          ...{ powerW: each.powerW, registerWh: each.registerWh },
          ...(each.transaction ? { tag: each.transaction.tag } : {}),
        }));
      },
      async act(act) {
        const done = heard(cp, act);
        const waits = cp.connected || act.do === "online" || act.do === "offline";
        if (waits || act.do === "tap") return await done;
        // It has happened; the CSMS hears of it when the charger is back.
        done.catch(() => {});
        return "Accepted";
      },
      close: () => cp.close(),
    };
  };
}
