/** Payloads of 1.6 on a socket of 2.x, as some stations send them (quirk 4). */
import type { Reshape } from "../read.ts";

/** A BootNotification of 1.6 (1.6 §6.3). */
export const bootFrom16: Reshape = (boot) => {
  if (boot.chargePointVendor === undefined) return undefined;
  const serialNumber = boot.chargePointSerialNumber ?? boot.chargeBoxSerialNumber;
  return {
    reason: "Unknown",
    chargingStation: {
      vendorName: boot.chargePointVendor,
      model: boot.chargePointModel ?? "",
      ...(serialNumber === undefined ? {} : { serialNumber }),
      ...(boot.firmwareVersion === undefined ? {} : { firmwareVersion: boot.firmwareVersion }),
    },
  };
};

/** The states of 1.6 in which a connector has no cable in; the rest of them are Occupied in 2.x. */
const free = new Set<unknown>(["Available", "Reserved", "Unavailable", "Faulted"]);

/** A StatusNotification of 1.6 (1.6 §6.47): connector n is EVSE n, connector 1. */
export const statusFrom16: Reshape = ({ status, connectorId, evseId, timestamp }) => {
  if (status === undefined) return undefined;
  const connector = evseId === undefined ? { evseId: connectorId, connectorId: 1 } : {
    ...{ evseId, connectorId },
  };
  return {
    ...connector,
    connectorStatus: free.has(status) ? status : "Occupied",
    ...(timestamp === undefined ? {} : { timestamp }),
  };
};

/** An Authorize of 1.6 (1.6 §6.1). */
export const authorizeFrom16: Reshape = ({ idTag }) =>
  typeof idTag === "string" ? { idToken: { idToken: idTag, type: "ISO14443" } } : undefined;
