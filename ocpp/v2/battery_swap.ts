import { z } from "zod";
import { action } from "../action.ts";
import { text } from "../text.ts";
import { timestamp } from "../time.ts";
import { idToken } from "./id_token.ts";
import { idTokenOf } from "./id_token_of.ts";
import { object } from "./object.ts";
import { outcome } from "./outcome.ts";
import { statusInfo } from "./status_info.ts";
import { accepted } from "./types.ts";

/** A battery in a slot; charge and health in percent (BatteryDataType). */
const batteryData = object({
  evseId: z.int().min(0),
  serialNumber: text(50),
  soC: z.number().min(0).max(100),
  soH: z.number().min(0).max(100),
  productionDate: timestamp.optional(),
  vendorInfo: text(500).optional(),
});

const kinds = { BatteryIn: "in", BatteryOut: "out", BatteryOutTimeout: "timeout" } as const;

/** A station says that batteries came in or went out (S03). */
export const batterySwap = action("BatterySwap", {
  since: "2.1",
  request: object({
    batteryData: z.array(batteryData).min(1),
    eventType: z.enum(["BatteryIn", "BatteryOut", "BatteryOutTimeout"]),
    idToken,
    requestId: z.int(),
  }),
  response: object({}),
}).handle(({ batteryData, eventType, idToken, requestId }, { csms, station, change }) => {
  csms.batterySwaps.add(change, station, {
    ...{ kind: kinds[eventType], request: requestId, token: idToken.idToken },
    batteries: batteryData.map((
      { evseId, serialNumber, soC, soH, productionDate, vendorInfo },
    ) => ({
      ...{ evse: evseId, serial: serialNumber, charge: soC, health: soH },
      ...(productionDate ? { producedAt: productionDate } : {}),
      ...(vendorInfo ? { info: vendorInfo } : {}),
    })),
  });
  return {};
});

/** The station is to swap batteries for a token (S02). */
export const requestBatterySwap = action("RequestBatterySwap", {
  since: "2.1",
  request: object({ idToken, requestId: z.int() }),
  response: object({ status: accepted, statusInfo: statusInfo.optional() }),
}).answered(({ idToken, requestId }, { status }, { csms, station, change }) => {
  if (status !== "Accepted") return;
  const asked = { kind: "asked", request: requestId, token: idToken.idToken } as const;
  csms.batterySwaps.add(change, station, { ...asked, batteries: [] });
}).does("swapBattery", {
  encode: ({ token, tokenType, requestId }) => ({
    ...{ idToken: idTokenOf(token, tokenType), requestId },
  }),
  decode: outcome,
});
