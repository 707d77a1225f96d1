/** The optional feature profiles of 1.6 (§3.1) with the actions that a CSMS sends in them. */
const profiles: Readonly<Record<string, readonly string[]>> = {
  LocalAuthListManagement: ["GetLocalListVersion", "SendLocalList"],
  Reservation: ["ReserveNow", "CancelReservation"],
  SmartCharging: ["SetChargingProfile", "ClearChargingProfile"],
  FirmwareManagement: ["UpdateFirmware", "GetDiagnostics"],
};

const byAction = new Map(
  Object.entries(profiles).flatMap(([name, actions]) => actions.map((action) => [action, name])),
);

const spelled = new Map(Object.keys(profiles).map((name) => [name.toLowerCase(), name]));

/**
 * The feature profile of an action. GetCompositeSchedule has none here: it only reads, and so may
 * probe a station that hides SmartCharging (quirk 22); nor has TriggerMessage, which does no harm.
 */
export function featureOf(action: string): string | undefined {
  return byAction.get(action);
}

/** The feature profiles that a configuration names, padded or quoted as it may be; undefined where it does not say. */
export function featuresIn(
  keys: readonly { readonly key: string; readonly value?: string }[],
): string[] | undefined {
  const value = keys.find(({ key }) => key.trim().toLowerCase() === "supportedfeatureprofiles")
    ?.value;
  const named = value?.split(",").map((name) => name.replace(/[\s"']/g, "")).filter(Boolean);
  return named?.length ? named.map((name) => spelled.get(name.toLowerCase()) ?? name) : undefined;
}
