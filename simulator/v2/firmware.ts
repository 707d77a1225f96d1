import type { z } from "zod";
import {
  firmwareStatusNotification,
  publishFirmwareStatusNotification,
  type updateFirmware,
} from "../../ocpp/v2/firmware.ts";
import { securityEventNotification } from "../../ocpp/v2/security.ts";
import { wireTime } from "../../ocpp/time.ts";
import { notify } from "../calls.ts";
import { carryOut, type Progress } from "../firmware.ts";
import { transfer } from "../transfer.ts";
import { restart } from "./power.ts";
import type { Station } from "./station.ts";

type PublishStatus = typeof publishFirmwareStatusNotification.request._zod.input["status"];

/** An update; a newer request takes the place of one that still runs (L01, L02). */
export async function install(
  station: Station,
  { requestId, retries, retryInterval, firmware }: z.output<typeof updateFirmware.request>,
): Promise<void> {
  station.progress.firmwareId = requestId;
  const current = () => station.progress.firmwareId === requestId;
  const signed = firmware.signature !== undefined;
  await carryOut(station, { ...firmware, retries, retryInterval, signed }, {
    current,
    report: async (status: Progress) => {
      if (!current()) return;
      const over = status === "Installed" || status === "DownloadFailed";
      station.progress.firmware = over ? "Idle" : status;
      await notify(station, firmwareStatusNotification, { status, requestId });
    },
    restart: () => restart(station, { bootReason: "FirmwareUpdate" }),
    installed: () => {
      const timestamp = wireTime(station.timers.now());
      return notify(station, securityEventNotification, { type: "FirmwareUpdated", timestamp });
    },
  });
}

/** Fetches firmware and offers it to the stations around (L03). */
export async function publish(
  station: Station,
  { location, checksum, requestId, retries, retryInterval }: {
    location: string;
    checksum: string;
    requestId: number;
    retries?: number;
    retryInterval?: number;
  },
): Promise<void> {
  station.progress.publishId = requestId;
  const report = (status: PublishStatus, at?: string[]) => {
    station.progress.publish = status;
    return notify(station, publishFirmwareStatusNotification, {
      ...{ status, requestId },
      ...at === undefined ? {} : { location: at },
    });
  };
  const moved = await transfer(
    station,
    { location, retries, retryInterval },
    report,
    ["Downloading", "DownloadFailed"],
  );
  if (!moved) return;
  await report("Downloaded");
  await report("ChecksumVerified");
  const here = `http://${station.options.id}.local/firmware/${checksum}`;
  station.state.published[checksum] = here;
  await report("Published", [here]);
}
