import type { z } from "zod";
import { wireTime } from "../../ocpp/time.ts";
import { firmwareStatusNotification, type updateFirmware } from "../../ocpp/v16/firmware.ts";
import { securityEventNotification } from "../../ocpp/v16/security.ts";
import {
  signedFirmwareStatusNotification,
  type signedUpdateFirmware,
} from "../../ocpp/v16/signed_firmware.ts";
import { notify } from "../calls.ts";
import { carryOut, replace, until } from "../firmware.ts";
import { transfer } from "../transfer.ts";
import { restart } from "./power.ts";
import type { Station } from "./station.ts";

type Status = z.input<typeof firmwareStatusNotification.request>["status"];
type SignedStatus = z.input<typeof signedFirmwareStatusNotification.request>["status"];

/** Tells a status and keeps it for whoever asks; what ends well or badly leaves Idle (1.6 §4.5). */
function keep(station: Station, status: SignedStatus): void {
  const over = status === "Installed" || /Failed|Invalid/.test(status);
  station.progress.firmware = over ? "Idle" : status;
}

/** An update as 1.6 knows it: no signature, no answer but the statuses. */
export async function install(
  station: Station,
  update: z.output<typeof updateFirmware.request>,
): Promise<void> {
  const report = (status: Status) => {
    keep(station, status);
    return notify(station, firmwareStatusNotification, { status });
  };
  await until(station, update.retrieveDate);
  const moved = await transfer(
    station,
    update,
    report,
    ["Downloading", "DownloadFailed"],
  );
  if (!moved) return;
  await report("Downloaded");
  await report("Installing");
  await replace(station, () => restart(station, "Reboot"), () => report("Installed"));
}

/** A signed update; a newer request takes the place of one that still runs (security whitepaper, L01). */
export async function installSigned(
  station: Station,
  { requestId, retries, retryInterval, firmware }: z.output<typeof signedUpdateFirmware.request>,
): Promise<void> {
  station.progress.firmwareId = requestId;
  const current = () => station.progress.firmwareId === requestId;
  const report = async (status: SignedStatus) => {
    if (!current()) return;
    keep(station, status);
    await notify(station, signedFirmwareStatusNotification, { status, requestId });
  };
  await carryOut(station, { ...firmware, retries, retryInterval, signed: true }, {
    ...{ report, current },
    restart: () => restart(station, "Reboot"),
    installed: () => {
      const timestamp = wireTime(station.timers.now());
      return notify(station, securityEventNotification, { type: "FirmwareUpdated", timestamp });
    },
  });
}
