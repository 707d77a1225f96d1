import type { Csms } from "../../csms/mod.ts";
import type { Charger } from "../support/charger.ts";

const at = "2026-01-01T10:00:00Z";
const place = { component: { name: "Connector" }, variable: { name: "Temperature" } };
const report = { requestId: 1, seqNo: 0, generatedAt: at };
const message = { id: 1, priority: "InFront", message: { format: "UTF8", content: "Hello" } };

/** What a 2.1 charger says in a day of what it is made of, watches and shows. */
export async function deviceDay(cp: Charger, csms: Csms): Promise<void> {
  await cp.call("NotifyReport", {
    ...report,
    reportData: [
      { ...place, variableAttribute: [{ value: "20", mutability: "ReadWrite" }] },
      {
        component: { name: "DeviceDataCtrlr" },
        variable: { name: "ItemsPerMessage", instance: "GetVariables" },
        variableAttribute: [{ value: "10", mutability: "ReadOnly" }],
      },
    ],
  });
  const origin = { eventNotificationType: "CustomMonitor" };
  await cp.call("NotifyMonitoringReport", {
    ...report,
    monitor: [{
      ...place,
      variableMonitoring: [{
        ...{ id: 1, transaction: false, value: 80, type: "UpperThreshold", severity: 2 },
        ...origin,
      }],
    }],
  });
  await cp.call("NotifyEvent", {
    ...{ generatedAt: at, seqNo: 0 },
    eventData: [{
      ...{ ...place, ...origin, eventId: 1, timestamp: at, trigger: "Alerting" },
      actualValue: "90",
    }],
  });
  await cp.call("OpenPeriodicEventStream", {
    constantStreamData: { id: 1, variableMonitoringId: 1, params: { interval: 5, values: 1 } },
  });
  // Nothing answers a SEND; the call after it does.
  cp.raw(JSON.stringify([6, crypto.randomUUID(), "NotifyPeriodicEventStream", {
    ...{ id: 1, pending: 0, basetime: at, data: [{ t: 0, v: "20" }] },
  }]));
  await cp.call("NotifyDisplayMessages", {
    requestId: 1,
    messageInfo: [message, { ...message, id: 2, endDateTime: csms.now().toISOString() }],
  });
  await cp.call("NotifyCustomerInformation", { ...report, data: "Jane" });
}
