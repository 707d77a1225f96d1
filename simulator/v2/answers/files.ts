import { getLog } from "../../../ocpp/v2/diagnostics.ts";
import { publishFirmware, unpublishFirmware, updateFirmware } from "../../../ocpp/v2/firmware.ts";
import { readCertificate } from "../../certificate.ts";
import { install, publish } from "../firmware.ts";
import { upload } from "../log.ts";
import { answer } from "./answer.ts";

export const files = [
  answer(updateFirmware, (station, request) => {
    const { signingCertificate: pem } = request.firmware;
    if (pem !== undefined && !readCertificate(pem)) {
      return { status: "InvalidCertificate" as const };
    }
    const busy = station.progress.firmware !== "Idle";
    station.afterwards.push(() => install(station, request));
    return { status: busy ? "AcceptedCanceled" as const : "Accepted" as const };
  }),
  answer(publishFirmware, (station, request) => {
    station.afterwards.push(() => publish(station, request));
    return { status: "Accepted" as const };
  }),
  answer(unpublishFirmware, ({ state, progress }, { checksum }) => {
    if (progress.publish === "Downloading") return { status: "DownloadOngoing" as const };
    if (state.published[checksum] === undefined) return { status: "NoFirmware" as const };
    delete state.published[checksum];
    progress.publish = "Idle";
    return { status: "Unpublished" as const };
  }),
  answer(getLog, (station, { log, logType, requestId, retries, retryInterval }) => {
    const busy = station.progress.log === "Uploading";
    const filename = `${station.options.id}-${logType}.log`;
    const location = log.remoteLocation;
    station.afterwards.push(() =>
      upload(station, { location, requestId, filename, retries, retryInterval })
    );
    return { status: busy ? "AcceptedCanceled" as const : "Accepted" as const, filename };
  }),
];
