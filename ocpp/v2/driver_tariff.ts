import type { z } from "zod";
import type { Place } from "../../csms/model/device.ts";
import type { Context } from "../context.ts";
import type { tariff as schema } from "./tariff.ts";
import { tariffOut } from "./tariff_codec.ts";

/** Whether a station works out what a transaction costs by itself (2.1, block I). */
const enabled: Place = {
  ...{ component: { name: "TariffCostCtrlr" }, variable: { name: "Enabled", instance: "Tariff" } },
};

/** The tariff of a driver's own, for a station that works out costs itself (2.1 I08.FR.01). */
export async function driverTariff(
  token: string,
  { csms, station }: Context,
): Promise<z.input<typeof schema> | undefined> {
  const owner = (await csms.tokens.find(token))?.value.id ?? token;
  const own = await csms.tariffs.ofToken(owner);
  if (!own) return undefined;
  const known = await csms.devices.model.get(station, enabled);
  const actual = known?.attributes.find(({ type }) => type === "Actual")?.value;
  return actual?.trim().toLowerCase() === "true" ? tariffOut(own) : undefined;
}
