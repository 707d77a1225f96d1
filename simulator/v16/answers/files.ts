import { getDiagnostics, getLog } from "../../../ocpp/v16/diagnostics.ts";
import { updateFirmware } from "../../../ocpp/v16/firmware.ts";
import { signedUpdateFirmware } from "../../../ocpp/v16/signed_firmware.ts";
import { readCertificate } from "../../certificate.ts";
import { install, installSigned } from "../firmware.ts";
import { upload, uploadLog } from "../upload.ts";
import { answer } from "./answer.ts";

export const files = [
  answer(updateFirmware, (station, request) => {
    station.afterwards.push(() => install(station, request));
    return {};
  }),
  answer(signedUpdateFirmware, (station, request) => {
    if (!readCertificate(request.firmware.signingCertificate)) {
      return { status: "InvalidCertificate" as const };
    }
    const busy = station.progress.firmware !== "Idle";
    station.afterwards.push(() => installSigned(station, request));
    return { status: busy ? "AcceptedCanceled" as const : "Accepted" as const };
  }),
  answer(getDiagnostics, (station, { location, retries, retryInterval }) => {
    const fileName = `${station.options.id}-diagnostics.log`;
    station.afterwards.push(() => upload(station, location, retries, retryInterval));
    return { fileName };
  }),
  answer(getLog, (station, { log, logType, requestId, retries, retryInterval }) => {
    const busy = station.progress.log === "Uploading";
    station.afterwards.push(() =>
      uploadLog(station, log.remoteLocation, requestId, retries, retryInterval)
    );
    return {
      status: busy ? "AcceptedCanceled" as const : "Accepted" as const,
      filename: `${station.options.id}-${logType}.log`,
    };
  }),
];
