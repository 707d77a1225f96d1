import { bootNotification, heartbeat } from "../../../ocpp/v16/boot.ts";
import { signCertificate } from "../../../ocpp/v16/certificates.ts";
import {
  diagnosticsStatusNotification,
  logStatusNotification,
} from "../../../ocpp/v16/diagnostics.ts";
import { firmwareStatusNotification } from "../../../ocpp/v16/firmware.ts";
import { extendedTriggerMessage, triggerMessage } from "../../../ocpp/v16/trigger.ts";
import { signingRequest } from "../../signing_request.ts";
import { register } from "../registration.ts";
import { sample } from "../samples.ts";
import { call } from "../../calls.ts";
import type { Station } from "../station.ts";
import { reportAgain } from "../status.ts";
import { answer } from "./answer.ts";

type Send = (station: Station, connector?: number) => unknown;
type FirmwareStatus = typeof firmwareStatusNotification.request._zod.input["status"];
type DiagnosticsStatus = typeof diagnosticsStatusNotification.request._zod.input["status"];
type LogStatus = typeof logStatusNotification.request._zod.input["status"];

const messages: Record<string, Send> = {
  [bootNotification.name]: register,
  [heartbeat.name]: (station) => call(station, heartbeat, {}),
  StatusNotification: reportAgain,
  MeterValues: (station, id) =>
    station.connectors.filter((connector) => (id ?? connector.id) === connector.id)
      .forEach((connector) => sample(station, connector, "MeterValuesSampledData", "Trigger")),
  [firmwareStatusNotification.name]: (station) =>
    call(station, firmwareStatusNotification, {
      status: station.progress.firmware as FirmwareStatus,
    }),
  [diagnosticsStatusNotification.name]: (station) =>
    call(station, diagnosticsStatusNotification, {
      status: station.progress.diagnostics as DiagnosticsStatus,
    }),
  [logStatusNotification.name]: (station) =>
    call(station, logStatusNotification, {
      status: station.progress.log as LogStatus,
      ...station.progress.logId === undefined ? {} : { requestId: station.progress.logId },
    }),
  SignChargePointCertificate: async (station) =>
    call(station, signCertificate, { csr: await signingRequest(station.options.id) }),
};

function trigger(station: Station, { requestedMessage, connectorId }: {
  requestedMessage: string;
  connectorId?: number;
}) {
  if (connectorId !== undefined && (connectorId < 0 || connectorId > station.connectors.length)) {
    return { status: "Rejected" as const };
  }
  station.afterwards.push(async () => {
    try {
      await messages[requestedMessage]!(station, connectorId);
    } catch (error) {
      const text = `${requestedMessage}: ${(error as Error).message}`;
      station.watch.emit("warning", { text });
    }
  });
  return { status: "Accepted" as const };
}

export const triggers = [
  answer(triggerMessage, trigger),
  answer(extendedTriggerMessage, trigger),
];
