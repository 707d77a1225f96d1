import { BadConfig, type Config, unusable } from "../csms/config.ts";
import type { Dialect } from "./dialect.ts";

/** Throws BadConfig where LOG_SKIP names what is no action of any version: its frames would be kept all the same. */
export function checkLogSkip({ LOG_SKIP }: Config, dialects: readonly Dialect[]): void {
  const unknown = LOG_SKIP.filter((name) =>
    name !== "none" && !dialects.some(({ actions }) => actions.has(name))
  );
  if (unknown.length === 0) return;
  const why = `no version of OCPP has an action ${unknown.join(" or ")}`;
  throw new BadConfig(unusable("LOG_SKIP", LOG_SKIP.join(","), why));
}
