import { heartbeat } from "../../../ocpp/v2/availability.ts";
import { logStatusNotification } from "../../../ocpp/v2/diagnostics.ts";
import {
  firmwareStatusNotification,
  publishFirmwareStatusNotification,
} from "../../../ocpp/v2/firmware.ts";
import { triggerMessage } from "../../../ocpp/v2/remote_control.ts";
import { signCertificate } from "../../../ocpp/v2/security.ts";
import { call } from "../../calls.ts";
import { signingRequest } from "../../signing_request.ts";
import { triggered } from "../follow.ts";
import { register } from "../registration.ts";
import { sample } from "../samples.ts";
import { type Evse, runningOn, type Station } from "../station.ts";
import { report } from "../status.ts";
import { answer } from "./answer.ts";

type Send = (station: Station, evses: readonly Evse[]) => unknown;
type FirmwareStatus = typeof firmwareStatusNotification.request._zod.input["status"];
type PublishStatus = typeof publishFirmwareStatusNotification.request._zod.input["status"];
type LogStatus = typeof logStatusNotification.request._zod.input["status"];
type Signed = typeof signCertificate.request._zod.input["certificateType"];

const of = (requestId: number | undefined) => requestId === undefined ? {} : { requestId };

const sign = (certificateType: Signed): Send => async (station) =>
  call(station, signCertificate, {
    csr: await signingRequest(station.options.id),
    certificateType,
  });

const messages: Partial<Record<string, Send>> = {
  BootNotification: (station) => register(station, "Triggered"),
  Heartbeat: (station) => call(station, heartbeat, {}),
  StatusNotification: (station, evses) => evses.forEach((evse) => report(station, evse)),
  MeterValues: (station, evses) =>
    evses.forEach((evse) => sample(station, evse, "AlignedDataCtrlr.Measurands", "Trigger")),
  TransactionEvent: (station, evses) =>
    evses.filter((evse) => runningOn(station, evse)).forEach((evse) => triggered(station, evse)),
  FirmwareStatusNotification: (station) =>
    call(station, firmwareStatusNotification, {
      status: station.progress.firmware as FirmwareStatus,
      ...station.progress.firmware === "Idle" ? {} : of(station.progress.firmwareId),
    }),
  PublishFirmwareStatusNotification: (station) =>
    call(station, publishFirmwareStatusNotification, {
      status: station.progress.publish as PublishStatus,
      ...of(station.progress.publishId),
    }),
  LogStatusNotification: (station) =>
    call(station, logStatusNotification, {
      status: station.progress.log as LogStatus,
      ...station.progress.log === "Idle" ? {} : of(station.progress.logId),
    }),
  SignChargingStationCertificate: sign("ChargingStationCertificate"),
  SignV2GCertificate: sign("V2GCertificate"),
  // A02.FR.19: one certificate for both uses names neither.
  SignCombinedCertificate: sign(undefined),
  SignV2G20Certificate: sign("V2G20Certificate"),
};

export const triggers = [
  answer(triggerMessage, (station, { requestedMessage, evse }) => {
    const send = messages[requestedMessage];
    // Triggers of a vendor's own making are not known here.
    if (!send) return { status: "NotImplemented" as const };
    const evses = station.evses.filter(({ id }) => (evse?.id || id) === id);
    const idle = requestedMessage === "TransactionEvent" &&
      !evses.some((evse) => runningOn(station, evse));
    if (evses.length === 0 || idle) return { status: "Rejected" as const };
    station.afterwards.push(async () => {
      try {
        await send(station, evses);
      } catch (error) {
        const text = `${requestedMessage}: ${(error as Error).message}`;
        station.watch.emit("warning", { text });
      }
    });
    return { status: "Accepted" as const };
  }),
];
